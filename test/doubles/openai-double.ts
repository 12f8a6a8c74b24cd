import { answerAtOnce, answerEmbeddings, sendError } from './openai-answers.js';
import { obey } from './obedient.js';
import { FineTuningState } from './openai-fine-tuning.js';
import { answerModeration } from './openai-moderation.js';
import { streamAnswer } from './openai-stream.js';
import { ProtocolDouble, type Protocol } from './protocol-double.js';

export type { LedgerEntry } from './openai-ledger.js';
export type { OpenAiBody, Script } from './openai-script.js';
export type { DoubleRequest, Responder } from './protocol-double.js';

const openAi = (tuning = new FineTuningState()): Protocol => ({
  endpoints: {
    '/v1/chat/completions': 'chat',
    '/v1/embeddings': 'embeddings',
    '/v1/moderations': 'moderations',
  },
  basePath: '/v1',
  answer(kind, exchange) {
    if (kind === 'embeddings') return answerEmbeddings(exchange);
    if (kind === 'moderations') return answerModeration(exchange);
    const text = exchange.script.text ?? tuning.learnt(exchange.body);
    const script = exchange.script.obeys ? obey(exchange.body) : {};
    const told = { ...exchange, script: { ...exchange.script, text, ...script } };
    return exchange.body.stream ? streamAnswer(told) : answerAtOnce(told);
  },
  state: {
    kindOf: (path) => FineTuningState.kindOf(path),
    bodyOf: (request, text) => FineTuningState.bodyOf(request, text),
    answer: (request, body, script) => tuning.answer(request, body, script),
  },
  sendError,
});

/** Speaks OpenAI's chat completions, embeddings, moderations, files and fine-tuning jobs. */
export class OpenAiDouble extends ProtocolDouble {
  constructor(apiKey = 'sk-double') {
    super(openAi(), apiKey);
  }
}

/** Starts a double on a free port. */
export const startOpenAiDouble = (apiKey?: string): Promise<OpenAiDouble> => new OpenAiDouble(apiKey).start();
