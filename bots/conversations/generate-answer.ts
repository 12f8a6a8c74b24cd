import type { Citation } from '../../contracts/conversations.contract.js';
import { knowledgeSearchPlugin } from '../plugins/builtin/knowledge-search.plugin.js';
import { event } from '../../platform/outbox/event.js';
import {
  createLinkGuard,
  learntAnswer,
  type Gateway,
  type GatewayEnd,
  type LinkGuard,
} from '../../providers/index.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import { answerLinks } from './answer-links.js';
import { citationsIn } from './citations.js';
import { evidenceOf } from './evidence-of.js';
import { eventText } from './event-text.js';
import type { GatheredEvidence } from './gather-evidence.js';
import type { NewTurn } from './new-turn.js';
import type { Stopwatch } from './stopwatch.js';
import { askInRounds, usageOf } from './tools/ask-in-rounds.js';
import { toolboxOf } from './tools/toolbox.js';
import { createToolSession, type ToolSession, type TurnTools } from './tools/tool-session.js';
import type { ToolEvent } from './turn.model.js';
import { turnRepository } from './turn.repository.js';

/** Follows an answer while it is made. */
export interface AnswerListener {
  start(ids: { conversationId: string; messageId: string }): void;
  token(text: string): void;
  tool(event: ToolEvent): void;
  citations(citations: Citation[]): void;
  /** Names the process that makes the answer. */
  maker: string;
  /** How the answer was cut into events. */
  told(): string;
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
  /** `null` for a bot without any. */
  tools: TurnTools | null;
  /** Resolves when the conversation is stored. */
  opened?: Promise<void>;
}

export interface GenerateOptions {
  listener?: AnswerListener;
  signal: AbortSignal;
  gateway: Gateway;
  /** Resolves when what is there of the turn is stored, with a listener. */
  stored?: Promise<void>;
}

/** Lets a model answer, with the tools of its bot. */
export async function generateAnswer(
  { turn, bot, evidence, clock, tools }: BegunTurn,
  { listener, signal, gateway, stored }: GenerateOptions,
): Promise<Answered> {
  const { organizationId } = bot;
  const { passages, hasKnowledge } = evidence;
  const grounds = evidenceOf(turn.question, turn.trace ?? { passages });
  const session = tools && createToolSession(tools, hooksOf(organizationId, turn, { listener, stored }));
  const { conversationId } = turn;
  let answer = '';
  let hasBegun = false;
  let ends: GatewayEnd[] = [];
  const rules = answerLinks({
    ...{ links: bot.links, prompt: turn.trace?.prompt ?? [], passages },
    builderTexts: [bot.welcomeMessage, ...textsOfTools(tools)],
    calls: () => session?.calls ?? [],
  });
  const guard = rules && createLinkGuard(rules);
  const say = (text: string): void => {
    if (text === '') return;
    answer += text;
    listener?.token(text);
  };
  try {
    ends = await askInRounds({
      gateway,
      chat: {
        context: { organizationId, feature: 'chat', chatbotId: bot._id, conversationId },
        preference: { provider: bot.model.provider, model: bot.model.name },
        request: {
          messages: [],
          temperature: bot.model.temperature,
          maxTokens: bot.model.maxTokens,
          language: turn.trace?.language ?? undefined,
          style: turn.trace?.style ?? undefined,
        },
        signal,
        ...(isRepeatable(bot, session) ? { repeatable: { version: turn.version } } : {}),
      },
      prompt: turn.trace?.prompt ?? [],
      evidence: grounds,
      planned: tools?.planned ?? [],
      calls: session,
      onText(text) {
        if (!hasBegun) clock.lap('firstToken');
        hasBegun = true;
        say(guard ? guard.push(text) : text);
      },
    });
    if (guard) say(guard.end());
  } catch (failure) {
    if (guard) say(guard.end());
    const trace = traceOf(turn, clock, [], { toolbox: toolboxOf(tools, session), guard });
    return { failure, values: { answer, status: 'interrupted', trace, ...callsOf(session) } };
  } finally {
    await session?.close();
  }
  const end = ends.at(-1);
  const toolAnswer = session?.answer();
  const isFromTools =
    (session?.calls.some(({ outcome }) => outcome === 'ok') ?? false) &&
    (end?.provider !== 'local' || toolAnswer !== undefined);
  // Without a model the answer is a tool's own words, in which [1] means something else unless it searched our knowledge.
  const isQuoted = end?.provider === 'local' && toolAnswer !== undefined;
  const citations = isQuoted && !hasSearched(session) ? [] : citationsIn(answer, passages);
  listener?.citations(citations);
  clock.lap('answer');
  // What the builder taught needs no document.
  const isRemembered = grounds.remembered !== undefined;
  const isLearnt =
    end?.provider === 'local' && !isQuoted && !isRemembered && learntAnswer(grounds) !== undefined;
  const grounded = citations.length > 0 || isLearnt || isFromTools;
  // A model that has no documents to keep to talks freely.
  const needsSupport = hasKnowledge || end?.provider === 'local';
  return {
    values: {
      answer,
      status: 'answered',
      citations,
      grounded,
      unanswered: needsSupport && !grounded && !isRemembered,
      confidence: isLearnt
        ? (grounds.learnt?.score ?? null)
        : hasKnowledge && (citations.length > 0 || !isFromTools)
          ? ((citations.length > 0 ? end?.confidence : undefined) ??
            Math.max(0, ...(citations.length > 0 ? citations : passages).map(({ score }) => score)))
          : null,
      provider: end?.provider ?? null,
      model: end?.model ?? null,
      usage: usageOf(ends),
      latencyMs: clock.total(),
      trace: traceOf(turn, clock, ends, { toolbox: toolboxOf(tools, session), guard }),
      ...callsOf(session),
      events: [
        ...(turn.events ?? []),
        event('message.sent', {
          organizationId,
          data: {
            chatbotId: bot._id,
            conversationId: turn.conversationId,
            userId: turn.userId,
            messageId: turn._id,
            replyTo: turn.userMessageId,
            ...eventText(answer),
            grounded,
          },
        }),
      ],
      answeredAt: new Date(),
    },
  };
}

/** Who sets a temperature of 0 wants the same answer to the same; what tools say may be another thing each time. */
const isRepeatable = ({ model }: ChatbotDocument, session: ToolSession | null): boolean =>
  model.temperature === 0 && session === null;

const traceOf = (
  turn: NewTurn,
  clock: Stopwatch,
  ends: GatewayEnd[],
  { toolbox, guard }: { toolbox: string | null; guard: LinkGuard | null },
): NewTurn['trace'] =>
  turn.trace && {
    ...turn.trace,
    attempts: ends.flatMap(({ attempts }) => attempts),
    timings: clock.laps(),
    toolbox,
    removedLinks: guard?.removed ?? [],
  };

/** What builders and makers of plugins let the bot say of results. */
const textsOfTools = (tools: TurnTools | null): (string | undefined)[] => [
  ...(tools?.tools.map(({ spec }) => spec.answer) ?? []),
  ...(tools?.planned.map(({ answer }) => answer) ?? []),
];

const hooksOf = (
  organizationId: string,
  turn: NewTurn,
  { listener, stored }: Pick<GenerateOptions, 'listener' | 'stored'>,
) =>
  listener
    ? {
        tell: (event: ToolEvent) => listener.tool(event),
        note: async ({ calls, events }: ToolSession) => {
          await stored;
          await turnRepository.noteCalls(organizationId, turn._id, { toolCalls: calls, toolEvents: events });
        },
      }
    : {};

const callsOf = (session: ToolSession | null): Pick<NewTurn, 'toolCalls' | 'toolEvents'> =>
  session && session.calls.length > 0 ? { toolCalls: session.calls, toolEvents: session.events } : {};

const hasSearched = (session: ToolSession | null): boolean =>
  session?.calls.some(({ pluginId, outcome }) => outcome === 'ok' && pluginId === knowledgeSearchPlugin.id) ??
  false;
