import type { IncomingMessage } from 'node:http';
import { lastUserMessage, tokensOf, type OpenAiBody, type Script } from './openai-script.js';

interface StoredFile {
  id: string;
  filename: string;
  lines: { messages: { role: string; content: string }[] }[];
  text: string;
}

interface StoredJob {
  id: string;
  status: string;
  model: string;
  fine_tuned_model: string | null;
  trained_tokens: number | null;
  error: { message: string } | null;
  metadata: Record<string, string>;
  training_file: string;
  validation_file: string | null;
  hyperparameters: { n_epochs: number };
  /** Questions about it so far. */
  polls: number;
  plan: NonNullable<Script['tuning']>;
}

export interface Told {
  status: number;
  value: unknown;
}

const refused = (message: string, status = 400): Told => ({
  status,
  value: { error: { message, type: 'invalid_request_error', param: null, code: null } },
});
const known = /^(gpt-4\.1|gpt-4o|gpt-3\.5-turbo)/;
const fewest = 10;

/** OpenAI's files and fine-tuning jobs; a job goes on by one step whenever it is asked for. */
export class FineTuningState {
  private readonly files = new Map<string, StoredFile>();
  private readonly jobs = new Map<string, StoredJob>();
  private count = 0;

  /** Which kind of script may decide about a path. */
  static kindOf(path: string): 'files' | 'fine-tuning' | undefined {
    if (path.startsWith('/v1/files')) return 'files';
    return path.startsWith('/v1/fine_tuning/jobs') ? 'fine-tuning' : undefined;
  }

  /** What the ledger shows of a request. */
  static async bodyOf(request: IncomingMessage, text: string): Promise<OpenAiBody> {
    const type = request.headers['content-type'] ?? '';
    if (!type.startsWith('multipart/')) return text ? (JSON.parse(text) as OpenAiBody) : {};
    const form = await new Response(text, { headers: { 'content-type': type } }).formData();
    const file = form.get('file') as File;
    return { purpose: form.get('purpose'), filename: file.name, text: await file.text() };
  }

  answer({ method = '', url = '' }: IncomingMessage, body: OpenAiBody, script: Script): Told {
    const { pathname, searchParams } = new URL(url, 'http://double');
    const [, , , ...parts] = pathname.split('/');
    if (pathname.startsWith('/v1/files')) return this.answerFiles(method, parts[0], body, searchParams);
    const [, id, action] = parts;
    if (id === undefined) {
      if (method === 'POST') return this.create(body, script.tuning ?? {});
      const filters = [...searchParams].flatMap(([name, value]) => {
        const key = /^metadata\[(.+)\]$/.exec(name)?.[1];
        return key === undefined ? [] : [[key, value] as const];
      });
      const found = [...this.jobs.values()].filter(({ metadata }) =>
        filters.every(([key, value]) => metadata[key] === value),
      );
      return listed(found, searchParams);
    }
    const job = this.jobs.get(id);
    if (!job) return refused('Could not find fine tune', 404);
    if (action === 'events')
      return { status: 200, value: { object: 'list', data: eventsOf(job), has_more: false } };
    if (action === 'cancel') return this.cancel(job);
    this.goOn(job);
    return { status: 200, value: job };
  }

  /** What a model has learnt to say, if it is one of these. */
  learnt(body: OpenAiBody): string | undefined {
    const job = [...this.jobs.values()].find(({ fine_tuned_model }) => fine_tuned_model === body.model);
    if (!job) return undefined;
    if (job.plan.forgets) return 'Hm.';
    const question = lastUserMessage(body);
    return [job.training_file, job.validation_file]
      .flatMap((id) => this.files.get(id ?? '')?.lines ?? [])
      .find(({ messages }) => messages.findLast(({ role }) => role === 'user')?.content === question)
      ?.messages.at(-1)?.content;
  }

  private answerFiles(
    method: string,
    id: string | undefined,
    body: OpenAiBody,
    query: URLSearchParams,
  ): Told {
    if (method === 'POST') return this.upload(body);
    if (method === 'DELETE') {
      const file = this.files.get(id ?? '');
      if (!file) return refused('No such File object', 404);
      // What a model has learnt it knows without the file.
      file.filename = '';
      return { status: 200, value: { id, object: 'file', deleted: true } };
    }
    return listed(
      [...this.files.values()]
        .filter(({ filename }) => filename !== '')
        .map(({ id, filename }) => ({ id, filename })),
      query,
    );
  }

  private upload({ purpose, filename, text }: OpenAiBody): Told {
    if (purpose !== 'fine-tune') return refused("'purpose' is a required property");
    const lines = String(text)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as StoredFile['lines'][number]);
    const bad = lines.findIndex(({ messages }) => messages.at(-1)?.role !== 'assistant');
    if (bad >= 0) return refused(`Invalid file format. Line ${bad + 1} has no assistant message at its end`);
    const file = { id: `file-${++this.count}`, filename: String(filename), lines, text: String(text) };
    this.files.set(file.id, file);
    return { status: 200, value: { id: file.id, object: 'file', filename: file.filename } };
  }

  private create(body: OpenAiBody, plan: StoredJob['plan']): Told {
    const { model = '', training_file, validation_file = null, metadata = {}, suffix, method } = body;
    const training = this.files.get(String(training_file));
    if (!known.test(model)) return refused(`Model ${model} is not available for fine-tuning`);
    if (!training) return refused(`No such File object: ${String(training_file)}`);
    if (training.lines.length < fewest)
      return refused(
        `Training file has ${training.lines.length} example(s), but must have at least ${fewest}`,
      );
    const id = `ftjob-${++this.count}`;
    const { supervised } = method as { supervised: { hyperparameters: { n_epochs: number } } };
    const job: StoredJob = {
      ...{ id, status: 'validating_files', model, fine_tuned_model: null, trained_tokens: null, error: null },
      metadata: metadata as Record<string, string>,
      ...{ training_file: training.id, validation_file: validation_file as string | null },
      ...{ hyperparameters: supervised.hyperparameters, polls: 0, plan },
    };
    // Told only when it is made.
    Object.defineProperty(job, 'futureModel', { value: `ft:${model}:double:${String(suffix)}:${id}` });
    this.jobs.set(id, job);
    return { status: 200, value: job };
  }

  private goOn(job: StoredJob): void {
    if (['succeeded', 'failed', 'cancelled'].includes(job.status)) return;
    job.polls++;
    const { polls = 2, fails } = job.plan;
    if (job.polls === 1) job.status = 'queued';
    else if (job.polls <= polls + 1) job.status = 'running';
    else if (fails) Object.assign(job, { status: 'failed', error: { message: fails } });
    else {
      const { text = '' } = this.files.get(job.training_file) ?? {};
      job.status = 'succeeded';
      job.fine_tuned_model = (job as unknown as { futureModel: string }).futureModel;
      job.trained_tokens = tokensOf(text).length * job.hyperparameters.n_epochs;
    }
  }

  private cancel(job: StoredJob): Told {
    if (['succeeded', 'failed', 'cancelled'].includes(job.status))
      return refused(`Job has already ${job.status}`);
    job.status = 'cancelled';
    return { status: 200, value: job };
  }
}

function listed<T extends { id: string }>(all: T[], query: URLSearchParams): Told {
  const start = all.findIndex(({ id }) => id === query.get('after')) + 1;
  const end = start + Number(query.get('limit') ?? 20);
  return { status: 200, value: { object: 'list', data: all.slice(start, end), has_more: end < all.length } };
}

function eventsOf({ status, polls, plan }: StoredJob): object[] {
  if (polls < 2) return [];
  const total = plan.polls ?? 2;
  const step = status === 'succeeded' ? total : Math.min(total, polls - 1);
  const data = { step, total_steps: total, train_loss: 1 / (step + 1), full_valid_loss: 1.5 / (step + 1) };
  return [
    { id: 'ftevent-2', type: 'metrics', data },
    { id: 'ftevent-1', type: 'message', data: {} },
  ];
}
