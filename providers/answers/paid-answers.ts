import { createHash } from 'node:crypto';
import { derivedId, newId } from '../../platform/ids.js';
import type { ChatRequest } from '../chat/chat-provider.js';
import type { GatewayChat, GatewayChunk } from '../gateway/gateway.types.js';
import type { ModelCallRecord } from '../metering/model-call.js';
import { modelCallRepository } from '../metering/model-call.repository.js';
import { countLost } from './lost-call.js';
import type { WrittenAnswer } from './paid-answer.model.js';
import { paidAnswerRepository, type Question } from './paid-answer.repository.js';

/** Notes what becomes of the requests that one question leads to. */
export interface Keeping {
  /** Before a request leaves. @returns the id of its call in the ledger @throws NotKept: it must not leave then */
  ask(request: { provider: string; model: string; request: ChatRequest }): Promise<string>;
  /** It did not leave after all. */
  drop(id: string): Promise<void>;
  /** After it ended, and with an answer before anybody sees the end of it. */
  settle(call: ModelCallRecord, answer?: WrittenAnswer): Promise<void>;
}

/** Nothing can be kept just now, so nothing is paid for: the step of the job has to wait. */
export class NotKept extends Error {
  override readonly name = 'NotKept';
  constructor(cause: unknown) {
    super('what a job asks a model cannot be noted', { cause });
  }
}

/**
 * Answers that jobs have paid for. Who repeats a step of a job, because a worker was lost or the job paused, gets the answers that
 * are there, at no cost, and in the ledger each call stands once.
 */
export interface PaidAnswers {
  /** What is kept of this question; null for a call of no job, of which nothing is. */
  take(call: GatewayChat): Promise<{ answer: WrittenAnswer | null; keeping: Keeping } | null>;
}

export function createPaidAnswers(): PaidAnswers {
  return {
    async take(call) {
      const question = questionOf(call);
      if (!question) return null;
      const kept = await paidAnswerRepository.find(question);
      const spent = [...(kept?.spent ?? [])];
      if (kept?.answer) {
        // The process may have died after it kept the answer and before the ledger had the call.
        await modelCallRepository.systemInsert(spent);
      } else
        for (const request of kept?.asked ?? []) spent.push(await countLost(question, request, call.request));
      for (const one of spent) call.onMetered?.(one);
      return { answer: kept?.answer ?? null, keeping: keepingOf(question) };
    },
  };
}

const keepingOf = (question: Question): Keeping => ({
  async ask({ provider, model, request }) {
    const id = newId();
    const length = request.messages.reduce((sum, { content }) => sum + content.length, 0);
    try {
      await paidAnswerRepository.ask(question, { id, provider, model, length, at: new Date() });
    } catch (error) {
      throw new NotKept(error);
    }
    return id;
  },
  drop: (id) => paidAnswerRepository.drop(question, id),
  settle: (call, answer) => paidAnswerRepository.settle(question, call, answer),
});

/** The same job asks the same again: the same question. */
function questionOf({ context, request, preference, again = 0 }: GatewayChat): Question | null {
  const { jobId } = context;
  if (!jobId) return null;
  const content = JSON.stringify([context.feature, preference ?? null, request, again]);
  const digest = createHash('sha256').update(content).digest('hex');
  return { id: derivedId(jobId, digest), context: { ...context, jobId } };
}

/** A kept answer as it came. */
export function* retold({ text, calls, end }: WrittenAnswer): Generator<GatewayChunk> {
  if (text) yield { type: 'text', text };
  if (calls.length > 0) yield { type: 'tool-calls', calls };
  yield end;
}
