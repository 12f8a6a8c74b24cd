import { jobItemRepository, type JobItemDocument } from '../../../jobs/index.js';
import type { EmbeddingFor, RetrieveDependencies } from '../../../knowledge/index.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import type { EmbeddingModel, Gateway, ModelCall } from '../../../providers/index.js';
import type { ChatbotDocument } from '../../chatbots/chatbot.model.js';
import { withoutMarks } from '../../learning/generate/propose-answer.js';
import { embedQuestions, type QuestionEmbedding } from '../../insights/questions/embed-questions.js';
import type { ToolDependencies } from '../../conversations/tools/open-toolsets.js';
import type { AnsweringVersion } from '../../versions/answering-version.js';
import { saysUnknown } from '../scores/says-unknown.js';
import { scoreAnswer, unscored } from '../scores/score-answer.js';
import { answerCase, QuestionRefused, type AnsweredCase } from './answer-case.js';
import type { EvaluationResultDocument, Side, SideResult } from './result.model.js';
import { evaluationResultRepository } from './result.repository.js';
import type { EvaluationRunDocument } from './run.model.js';

/** What evaluations work with. */
export interface EvaluationDependencies
  extends Pick<RetrieveDependencies, 'vectors'>, Pick<QuestionEmbedding, 'embed'> {
  embeddingFor: EmbeddingFor;
  gateway: Gateway;
  tools: ToolDependencies;
}

export interface EvaluateCase {
  run: EvaluationRunDocument;
  bot: ChatbotDocument;
  version: AnsweringVersion;
  side: Side;
  result: EvaluationResultDocument;
  /** That compares answers. */
  model: EmbeddingModel;
  token: string;
  jobItem: JobItemDocument;
  signal: AbortSignal;
  assertMayGoOn(): Promise<void>;
  dependencies: EvaluationDependencies;
}

/**
 * Asks a version a question, measures the answer, and keeps both with the end of the job's item. What was paid for is kept on the
 * way, so that a repeat pays for nothing again.
 * @throws AppError when a model is away, JobStopped
 */
export async function evaluateCase(options: EvaluateCase): Promise<void> {
  const { run, side, result, token, jobItem } = options;
  const { organizationId } = run;
  const measured = await measure(options).catch((error: unknown): SideResult => {
    if (!(error instanceof QuestionRefused)) throw error;
    return failed(error.message);
  });
  await withTransaction(async () => {
    if (!(await jobItemRepository.hold(token, jobItem._id))) return;
    await evaluationResultRepository.keep(organizationId, result._id, side, measured);
    const isAnswered = measured.status === 'answered';
    await jobItemRepository.settle(token, [
      { id: jobItem._id, status: isAnswered ? 'done' : 'failed', error: measured.error ?? undefined },
    ]);
  });
}

async function measure(options: EvaluateCase): Promise<SideResult> {
  const { run, bot, version, result, model, signal, assertMayGoOn, dependencies } = options;
  const { gateway, vectors, tools, embed } = dependencies;
  /** Each text is embedded once, however often it is asked or the job comes to rest. */
  const vectorsOf = (texts: string[], by: EmbeddingModel) =>
    embedQuestions(bot, texts, { model: by, limit: texts.length, embed, beforeCall: assertMayGoOn });
  const answered = await answerCase({
    ...{ bot, version, question: result, tools: run.tools, jobId: run.jobId },
    ...{ signal, assertMayGoOn, gateway },
    dependencies: {
      ...{ vectors, tools },
      async embedQuery(text, { model: by }) {
        const vector = (await vectorsOf([text], by)).get(text);
        if (!vector) throw new Error('the embedder answered no vector');
        return vector;
      },
    },
  });
  const { turn, passages, hasKnowledge } = answered;
  const answer = turn.answer.trim();
  const { expected } = result;
  let cosine: number | null = null;
  if (expected !== null && answer !== '') {
    const said = withoutMarks(answer) || answer;
    const found = await vectorsOf([expected, said], model);
    const [a, b] = [found.get(expected), found.get(said)];
    cosine = a && b ? dot(a, b) : null;
  }
  const refused = saysUnknown(answer, turn.citations.length);
  const scores = scoreAnswer(result, {
    ...{ answer, citations: turn.citations, refused, passages, hasKnowledge, cosine },
    language: turn.trace?.language ?? 'en',
    embeddingModel: model.model,
  });
  return { ...shown(answered), status: 'answered', answer, refused, scores, error: null };
}

function shown({ turn, latencyMs, calls }: AnsweredCase) {
  return {
    citations: turn.citations.map(({ index, itemId, title, source, score }) => ({
      ...{ index, itemId, title, source, score },
    })),
    toolCalls: (turn.toolCalls ?? []).map(({ name, outcome, error }) => ({ name, outcome, error })),
    ...{ provider: turn.provider, model: turn.model, latencyMs },
    ...usageOf(calls),
  };
}

/** What all requests cost together, as the ledger has them; a bot without a model makes none. */
function usageOf(calls: readonly ModelCall[]): Pick<SideResult, 'tokens' | 'costMicros'> {
  const sum = (of: (call: ModelCall) => number): number => calls.reduce((all, call) => all + of(call), 0);
  return {
    tokens: {
      prompt: sum(({ promptTokens }) => promptTokens),
      completion: sum(({ completionTokens }) => completionTokens),
    },
    costMicros: calls.some(({ costMicros }) => costMicros === null)
      ? null
      : sum(({ costMicros }) => costMicros ?? 0),
  };
}

const failed = (error: string): SideResult => ({
  ...{ status: 'failed', answer: null, refused: null, citations: [], toolCalls: [], error },
  ...{ provider: null, model: null, latencyMs: null, tokens: null, costMicros: null, scores: unscored },
});

/** Vectors have length 1. */
const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
