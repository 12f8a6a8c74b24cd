import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.js';
import { createKeepAliveFetch } from '../chat/keep-alive-fetch.js';
import { HttpFailure, parseJson } from '../chat/http-failure.js';
import { ProviderError } from '../chat/provider-error.js';
import { toProviderError } from '../chat/to-provider-error.js';

export interface EmbeddingsAnswer {
  /** As the server sent them, in the order of the inputs. */
  vectors: number[][];
  /** Absent when the server does not say. */
  tokens?: number;
}

const Answer = z.object({
  data: z.array(z.object({ index: z.int().min(0).optional(), embedding: z.array(z.number()).min(1) })),
  usage: z.object({ prompt_tokens: z.int().min(0).optional() }).nullish(),
});
export interface EmbeddingsServer {
  /** Its `/v1` included. */
  baseUrl: string;
  /** Asked for at each request when it may change. */
  apiKey?: string | (() => string | undefined);
  model: string;
  timeoutMs: number;
}

/** Asks a server for embeddings, once a call. */
export class EmbeddingsClient {
  private readonly connections = createKeepAliveFetch();
  private closed = false;

  constructor(private readonly server: EmbeddingsServer) {}

  /**
   * The embeddings of texts that are not empty.
   * @throws ProviderError with status and waiting time, or the signal's reason.
   */
  async request(inputs: string[], signal?: AbortSignal): Promise<EmbeddingsAnswer> {
    signal?.throwIfAborted();
    if (this.closed) throw new AppError('SERVICE_UNAVAILABLE', 'The embeddings client is closed');
    const deadline = AbortSignal.timeout(this.server.timeoutMs);
    try {
      return await this.send(inputs, signal ? AbortSignal.any([signal, deadline]) : deadline);
    } catch (error) {
      signal?.throwIfAborted();
      throw toProviderError('openai', error);
    }
  }

  /** Length of the model's vectors, found with one short text. */
  async askDimensions(): Promise<number> {
    const { vectors } = await this.request(['dimensions']);
    return vectors[0]?.length ?? 0;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.connections.close();
  }

  private async send(inputs: string[], signal: AbortSignal): Promise<EmbeddingsAnswer> {
    const { baseUrl, apiKey: given, model } = this.server;
    const apiKey = typeof given === 'function' ? given() : given;
    const response = await this.connections.fetch(`${baseUrl.replace(/\/+$/, '')}/embeddings`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
      },
      body: JSON.stringify({ model, input: inputs, encoding_format: 'float' }),
      signal,
    });
    const body = await response.text();
    if (!response.ok) throw new HttpFailure(response.status, response.headers, body);
    return readAnswer(body, inputs.length);
  }
}

function readAnswer(body: string, expected: number): EmbeddingsAnswer {
  const answer = Answer.safeParse(parseJson(body));
  if (!answer.success) throw malformed('the answer holds no embeddings');
  const { data, usage } = answer.data;
  const vectors = new Map(data.map(({ index, embedding }, position) => [index ?? position, embedding]));
  const ordered = Array.from({ length: expected }, (_, index) => vectors.get(index)).filter(
    (vector) => vector !== undefined,
  );
  if (ordered.length !== expected || data.length !== expected) {
    throw malformed(`${data.length} embeddings for ${expected} texts`);
  }
  return { vectors: ordered, tokens: usage?.prompt_tokens };
}

export const malformed = (problem: string): ProviderError =>
  new ProviderError(`openai: ${problem}`, { kind: 'malformed', provider: 'openai' });
