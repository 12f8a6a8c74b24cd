import { FormData } from 'undici';
import { z } from 'zod';
import { HttpFailure, parseJson } from '../chat/http-failure.js';
import { createKeepAliveFetch } from '../chat/keep-alive-fetch.js';
import { ProviderError } from '../chat/provider-error.js';
import { toProviderError } from '../chat/to-provider-error.js';

const File = z.object({ id: z.string(), filename: z.string() });
const Job = z.object({
  id: z.string(),
  status: z.string(),
  model: z.string().nullish(),
  fine_tuned_model: z.string().nullish(),
  trained_tokens: z.int().min(0).nullish(),
  created_at: z.number().nullish(),
  finished_at: z.number().nullish(),
  error: z.object({ message: z.string().nullish() }).nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
});
const Event = z.object({
  type: z.string().nullish(),
  data: z
    .object({
      step: z.number().nullish(),
      total_steps: z.number().nullish(),
      train_loss: z.number().nullish(),
      valid_loss: z.number().nullish(),
      full_valid_loss: z.number().nullish(),
    })
    .nullish(),
});
const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), has_more: z.boolean().nullish() });

/** A fine-tuning job as the provider tells of it. */
export interface TuningJob {
  id: string;
  /** `succeeded`, `failed` and `cancelled` are final. */
  status: string;
  /** The model that it began with. */
  base: string | null;
  /** The model that it made. */
  model: string | null;
  trainedTokens: number | null;
  /** Milliseconds from its making to its end, when it has ended and tells both. */
  durationMs: number | null;
  error: string | null;
  metadata: Record<string, string>;
}

/** How far training is, as far as it is told. */
export interface TuningProgress {
  step: number;
  totalSteps: number | null;
  trainingLoss: number | null;
  validationLoss: number | null;
}

export interface NewTuning {
  model: string;
  trainingFile: string;
  validationFile: string | null;
  epochs: number;
  seed: number;
  /** A part of the new model's name. */
  suffix: string;
  /** By these the job is found again. */
  metadata: Record<string, string>;
}

/** Fine-tuning at a provider. Every call may throw a ProviderError with status and waiting time. */
export interface FineTuning {
  findFile(name: string): Promise<string | null>;
  upload(name: string, content: Uint8Array): Promise<string>;
  /** A file that is not there is fine. */
  deleteFile(id: string): Promise<void>;
  find(metadata: Record<string, string>): Promise<TuningJob[]>;
  create(tuning: NewTuning): Promise<TuningJob>;
  read(id: string): Promise<TuningJob>;
  progress(id: string): Promise<TuningProgress | null>;
  /** A job that has ended stays as it ended. */
  cancel(id: string): Promise<void>;
  close(): Promise<void>;
}

const timeoutMs = 60_000;
const uploadTimeoutMs = 600_000;
const pageSize = 100;
const mostPages = 50;

/** OpenAI's files and fine-tuning jobs. Nothing is repeated here: an answer may be lost after its request was accepted. */
export function createOpenAiFineTuning({
  apiKey,
  baseUrl = 'https://api.openai.com/v1',
}: {
  apiKey: string;
  baseUrl?: string;
}): FineTuning {
  const connections = createKeepAliveFetch();
  const root = baseUrl.replace(/\/+$/, '');

  async function send<T>(
    schema: z.ZodType<T>,
    path: string,
    { method = 'GET', body, form }: { method?: string; body?: unknown; form?: FormData } = {},
  ): Promise<T> {
    try {
      const response = await connections.fetch(`${root}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${apiKey}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        // The same class as the connections know, under another declaration.
        body: (form as never) ?? (body === undefined ? undefined : JSON.stringify(body)),
        signal: AbortSignal.timeout(form ? uploadTimeoutMs : timeoutMs),
      });
      const text = await response.text();
      if (!response.ok) throw new HttpFailure(response.status, response.headers, text);
      const answer = schema.safeParse(parseJson(text));
      if (answer.success) return answer.data;
      throw new ProviderError('openai: the answer is not as documented', {
        kind: 'malformed',
        provider: 'openai',
      });
    } catch (error) {
      throw toProviderError('openai', error);
    }
  }

  /** Pages of a list, until nothing follows. */
  async function* each<T extends { id: string }>(schema: z.ZodType<T>, path: string): AsyncGenerator<T> {
    let after = '';
    for (let page = 0; page < mostPages; page++) {
      const query = `${path.includes('?') ? '&' : '?'}limit=${pageSize}${after && `&after=${after}`}`;
      const { data, has_more } = await send(listOf(schema), `${path}${query}`);
      yield* data;
      after = data.at(-1)?.id ?? '';
      if (!has_more || after === '') return;
    }
  }

  return {
    async findFile(name) {
      for await (const { id, filename } of each(File, '/files?purpose=fine-tune'))
        if (filename === name) return id;
      return null;
    },
    async upload(name, content) {
      const form = new FormData();
      form.append('purpose', 'fine-tune');
      form.append('file', new Blob([Uint8Array.from(content)], { type: 'application/jsonl' }), name);
      return (await send(File, '/files', { method: 'POST', form })).id;
    },
    async deleteFile(id) {
      await send(z.unknown(), `/files/${id}`, { method: 'DELETE' }).catch(unless(404));
    },
    async find(metadata) {
      const filter = Object.entries(metadata)
        .map(([key, value]) => `metadata[${key}]=${encodeURIComponent(value)}`)
        .join('&');
      const found: TuningJob[] = [];
      for await (const job of each(Job, `/fine_tuning/jobs?${filter}`)) {
        const tuning = tuningOf(job);
        // A server that does not know the filter answers with all of them.
        if (Object.entries(metadata).every(([key, value]) => tuning.metadata[key] === value))
          found.push(tuning);
      }
      return found;
    },
    async create({ model, trainingFile, validationFile, epochs, seed, suffix, metadata }) {
      const supervised = { hyperparameters: { n_epochs: epochs } };
      const body = {
        ...{ model, training_file: trainingFile, seed, suffix, metadata },
        ...(validationFile === null ? {} : { validation_file: validationFile }),
        method: { type: 'supervised', supervised },
      };
      return tuningOf(await send(Job, '/fine_tuning/jobs', { method: 'POST', body }));
    },
    read: async (id) => tuningOf(await send(Job, `/fine_tuning/jobs/${id}`)),
    async progress(id) {
      // The newest first.
      const { data } = await send(listOf(Event), `/fine_tuning/jobs/${id}/events?limit=20`);
      const told = data.find(({ data }) => typeof data?.step === 'number')?.data;
      if (typeof told?.step !== 'number') return null;
      return {
        step: told.step,
        totalSteps: told.total_steps ?? null,
        trainingLoss: told.train_loss ?? null,
        validationLoss: told.full_valid_loss ?? told.valid_loss ?? null,
      };
    },
    async cancel(id) {
      await send(z.unknown(), `/fine_tuning/jobs/${id}/cancel`, { method: 'POST' }).catch(unless(400, 404));
    },
    close: () => connections.close(),
  };
}

const tuningOf = (job: z.output<typeof Job>): TuningJob => ({
  id: job.id,
  status: job.status,
  base: job.model ?? null,
  model: job.fine_tuned_model ?? null,
  trainedTokens: job.trained_tokens ?? null,
  durationMs: job.created_at && job.finished_at ? (job.finished_at - job.created_at) * 1_000 : null,
  error: job.error?.message ?? null,
  metadata: job.metadata ?? {},
});

const unless =
  (...statuses: number[]) =>
  (error: unknown): void => {
    if (!(error instanceof ProviderError && statuses.includes(error.status ?? 0))) throw error;
  };
