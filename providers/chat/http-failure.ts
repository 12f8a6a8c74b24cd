import { z } from 'zod';

const Failure = z.object({
  error: z.object({ message: z.string().optional(), code: z.string().nullish(), type: z.string().nullish() }),
});

/** An answer in OpenAI's protocol that is not a success, with what decides about the next attempt. */
export class HttpFailure extends Error {
  readonly code?: string | null;
  readonly type?: string | null;

  constructor(
    readonly status: number,
    readonly headers: Headers,
    body: string,
  ) {
    const { error } = Failure.safeParse(parseJson(body)).data ?? {};
    super(error?.message ?? `HTTP ${status}`);
    this.code = error?.code;
    this.type = error?.type;
  }
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
