import { relative } from 'node:path';
import { Agent } from 'undici';

/** An HTTP answer as a test looks at it. */
export interface Answer {
  status: number;
  headers: Headers;
  // Tests look at bodies of any shape.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

export interface ServerSentEvent {
  id: string;
  event: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  data: any;
}

/** Says who calls and which handler is to be replaced, when `npm run test:shells` asks for it. */
function ofShells(): Record<string, string> {
  const { TRACE_CALLS, SHELL_OPERATION } = process.env;
  if (SHELL_OPERATION) return { 'x-shell': SHELL_OPERATION };
  const { expect } = globalThis as { expect?: { getState(): { testPath?: string } } };
  const file = TRACE_CALLS && expect?.getState().testPath;
  return file ? { 'x-test-file': relative(process.cwd(), file) } : {};
}

/**
 * Lets connections go long before the server does. The clock by which `fetch` does that stands still while a test computes, so
 * that it would ask at one that the server has closed by then.
 */
const dispatcher = new Agent({ keepAliveMaxTimeout: 5_000 }) as unknown as RequestInit['dispatcher'];

/** Talks to one platform as one caller. */
export class TestClient {
  constructor(
    readonly url: string,
    readonly headers: Record<string, string> = {},
  ) {}

  with(headers: Record<string, string>): TestClient {
    return new TestClient(this.url, { ...this.headers, ...headers });
  }

  get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    this.send('GET', path, undefined, headers);
  delete = (path: string): Promise<Answer> => this.send('DELETE', path);
  post = (path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    this.send('POST', path, body, headers);
  put = (path: string, body?: unknown): Promise<Answer> => this.send('PUT', path, body);

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const isForm = body instanceof FormData;
    const response = await fetch(`${this.url}${path}`, {
      dispatcher,
      method,
      headers: {
        ...ofShells(),
        ...this.headers,
        ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : isForm || typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text ? JSON.parse(text) : text,
    };
  }

  /** Reads server-sent events until the stream ends or `until` says so. */
  async events(
    method: 'GET' | 'POST',
    path: string,
    {
      body,
      headers = {},
      until,
    }: { body?: unknown; headers?: Record<string, string>; until?: (event: ServerSentEvent) => boolean } = {},
  ): Promise<{ response: Response; events: ServerSentEvent[] }> {
    const response = await fetch(`${this.url}${path}`, {
      dispatcher,
      method,
      headers: {
        ...ofShells(),
        ...this.headers,
        Accept: 'text/event-stream',
        'Content-Type': 'application/json',
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const events: ServerSentEvent[] = [];
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      rest += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const fields = Object.fromEntries(
          block
            .split('\n')
            .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
        );
        if (fields.event === undefined) continue;
        const event = { id: fields.id ?? '', event: fields.event, data: JSON.parse(fields.data ?? 'null') };
        events.push(event);
        // Leaving the loop cancels the body, which closes the connection.
        if (until?.(event)) return { response, events };
      }
    }
    return { response, events };
  }
}
