import { once } from 'node:events';
import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';
import type { TestClient } from './client.js';

/**
 * Sends a request but for the last byte of its body; resolves once the server has had time to see who asks. `finish`
 * sends the rest and tells the status.
 */
export async function beginRequest(
  { url, headers }: TestClient,
  method: string,
  path: string,
  body: object,
): Promise<{ finish(): Promise<{ status: number; body: unknown }> }> {
  const text = JSON.stringify(body);
  const sent = request(`${url}${path}`, {
    method,
    headers: { ...headers, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) },
  });
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  answered.catch(() => undefined);
  sent.write(text.slice(0, -1));
  await new Promise((resolve) => setTimeout(resolve, 300));
  return {
    async finish() {
      sent.end(text.slice(-1));
      const [response] = await answered;
      return { status: response.statusCode ?? 0, body: await json(response) };
    },
  };
}
