import { estimateUsage } from '../chat/estimate-usage.js';
import type { ChatRequest } from '../chat/chat-provider.js';
import type { CallContext, ModelCallRecord } from '../metering/model-call.js';
import { modelCallRepository } from '../metering/model-call.repository.js';
import { countCall } from '../metering/metrics.js';
import { priced } from '../metering/prices.js';
import type { AskedRequest } from './paid-answer.model.js';
import { paidAnswerRepository, type Question } from './paid-answer.repository.js';

/** Of English text in OpenAI's encodings, about. */
const charactersPerToken = 4;

/**
 * Counts a request whose process died while it waited: the provider has charged it, and nobody heard how much. Of its tokens
 * only the prompt's are known, by our own count. Should the process live after all, its own entry has the same id, and the first
 * one stays.
 */
export async function countLost(
  question: Question,
  { id, provider, model, length, at }: AskedRequest,
  request?: ChatRequest,
): Promise<ModelCallRecord> {
  const promptTokens = request
    ? (await estimateUsage(request, '')).promptTokens
    : Math.ceil(length / charactersPerToken);
  const usage = { provider, model, promptTokens, completionTokens: 0 };
  const call: ModelCallRecord = {
    ...contextOf(question.context),
    ...{ _id: id, createdAt: at, kind: 'chat', estimated: true, outcome: 'lost' },
    ...usage,
    ...priced(usage),
  };
  await modelCallRepository.systemInsert([call]);
  countCall(call);
  await paidAnswerRepository.settle(question, call);
  return call;
}

/** Without what is absent, which a document must not have as null. */
const contextOf = (context: CallContext): CallContext =>
  Object.fromEntries(Object.entries(context).filter(([, value]) => value != null)) as unknown as CallContext;
