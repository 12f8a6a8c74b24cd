import type { Spending } from '../../providers/index.js';
import type { ModelDependencies } from './ask-model.js';

/** Who asks, and what is to be noted and heeded while an answer is made. */
export interface Asking {
  organizationId: string;
  jobId?: string;
  spending: Spending;
  /** Of a job: before calls that cost money. @throws JobStopped */
  assertMayGoOn?(): Promise<void>;
  signal: AbortSignal;
}

export interface InsightDependencies extends ModelDependencies {
  /** Tokens that the smallest of the models in question takes, prompt and answer together. */
  contextWindow: number;
  /** Who is asked about sentiments first; the usual one when absent. */
  sentimentModel?: { provider: string };
  /** Vectors of sentences by the model on this machine, which reads English; null in other languages. */
  embedSentences(
    texts: string[],
    of: Asking & { language: string; feature: 'summarization' | 'sentiment' },
  ): Promise<ArrayLike<number>[] | null>;
}
