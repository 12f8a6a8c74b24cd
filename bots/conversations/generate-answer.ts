import type { Citation } from '../../contracts/conversations.contract.js';
import { event } from '../../platform/outbox/event.js';
import type { Gateway, GatewayEnd } from '../../providers/index.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import { citationsIn } from './citations.js';
import type { GatheredEvidence } from './gather-evidence.js';
import type { NewTurn } from './new-turn.js';
import type { Stopwatch } from './stopwatch.js';

/** Follows an answer while it is made. */
export interface AnswerListener {
  start(ids: { conversationId: string; messageId: string }): void;
  token(text: string): void;
  citations(citations: Citation[]): void;
}

/** What an answer adds to its turn; a failure on the way keeps what was written so far. */
export type Answered =
  { values: Partial<NewTurn> & Pick<NewTurn, 'answer'> } | { values: Partial<NewTurn>; failure: unknown };

/** A turn whose answer is to be made. */
export interface BegunTurn {
  turn: NewTurn;
  bot: ChatbotDocument;
  evidence: GatheredEvidence;
  clock: Stopwatch;
}

/** Lets a model answer. */
export async function generateAnswer(
  { turn, bot, evidence, clock }: BegunTurn,
  { listener, signal, gateway }: { listener?: AnswerListener; signal: AbortSignal; gateway: Gateway },
): Promise<Answered> {
  const { organizationId } = bot;
  const { passages, hasKnowledge } = evidence;
  let answer = '';
  let end: GatewayEnd | undefined;
  try {
    const chunks = gateway.chat({
      context: {
        organizationId,
        feature: 'conversation',
        chatbotId: bot._id,
        conversationId: turn.conversationId,
      },
      preference: { provider: bot.model.provider, model: bot.model.name },
      request: {
        messages: turn.trace?.prompt ?? [],
        temperature: bot.model.temperature,
        maxTokens: bot.model.maxTokens,
        evidence: { question: turn.question, passages },
      },
      signal,
    });
    for await (const chunk of chunks) {
      if (chunk.type === 'text') {
        if (answer === '') clock.lap('firstToken');
        answer += chunk.text;
        listener?.token(chunk.text);
      } else if (chunk.type === 'end') end = chunk;
    }
  } catch (failure) {
    return { failure, values: { answer, status: 'interrupted', trace: traceOf(turn, clock) } };
  }
  const citations = citationsIn(answer, passages);
  listener?.citations(citations);
  clock.lap('answer');
  return {
    values: {
      answer,
      status: 'answered',
      citations,
      grounded: citations.length > 0,
      confidence: hasKnowledge
        ? Math.max(0, ...(citations.length > 0 ? citations : passages).map(({ score }) => score))
        : null,
      provider: end?.provider ?? null,
      model: end?.model ?? null,
      usage: end ? usageOf(end) : null,
      latencyMs: clock.total(),
      trace: traceOf(turn, clock, end),
      events: [
        ...(turn.events ?? []),
        event('message.sent', {
          organizationId,
          data: {
            chatbotId: bot._id,
            conversationId: turn.conversationId,
            userId: turn.userId,
            messageId: turn._id,
            grounded: citations.length > 0,
          },
        }),
      ],
      answeredAt: new Date(),
    },
  };
}

const usageOf = ({ usage: { promptTokens, completionTokens, totalTokens, costMicros } }: GatewayEnd) => ({
  promptTokens,
  completionTokens,
  totalTokens,
  costMicros,
});

const traceOf = (turn: NewTurn, clock: Stopwatch, end?: GatewayEnd): NewTurn['trace'] =>
  turn.trace && { ...turn.trace, attempts: end?.attempts ?? [], timings: clock.laps() };
