import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, TestClient } from '../helpers/client.js';
import type { Operation } from '../helpers/openapi.js';
import type { Call } from './operation-calls.js';

/** The address of a call: `/api/v1/jobs/66f…?limit=1`. */
export function addressOf({ path }: Pick<Operation, 'path'>, { params = {}, query = {} }: Call): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${path} is called without ${name}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams(query).toString();
  return search ? `${filled}?${search}` : filled;
}

const patienceMs = 60_000;

export async function sendCall(operation: Operation, call: Call, client: TestClient): Promise<Answer> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await (call.as ?? client).send(
      operation.method,
      addressOf(operation, call),
      call.body,
      call.headers,
    );
    if (!call.isBusy?.(answer) || Date.now() > deadline) return answer;
    await sleep(100);
  }
}
