import { AppError } from '../../../platform/errors/app-error.js';
import { newId } from '../../../platform/ids.js';
import type { Gateway, GatewayEnd, ModelCall } from '../../../providers/index.js';
import type { ChatbotDocument } from '../../chatbots/chatbot.model.js';
import type { SourcedPassage } from '../../conversations/citations.js';
import { composeTurn, type ComposeTurnOptions } from '../../conversations/compose-turn.js';
import { generateAnswer } from '../../conversations/generate-answer.js';
import { stopwatch } from '../../conversations/stopwatch.js';
import type { BotTool } from '../../conversations/tools/bot-tools.js';
import type { NewTurn } from '../../conversations/new-turn.js';
import { webFetchPlugin } from '../../plugins/builtin/fetch/web-fetch.plugin.js';
import { asOfVersion, type AnsweringVersion } from '../../versions/answering-version.js';
import type { EvaluationTools } from '../../../contracts/evaluations.contract.js';
import type { Expectation } from '../sets/evaluation-case.model.js';

export interface AnswerCase {
  /** The bot as it is now; what it says is taken from the version. */
  bot: ChatbotDocument;
  version: AnsweringVersion;
  question: Expectation;
  tools: EvaluationTools;
  jobId: string;
  signal: AbortSignal;
  /** Before every call that may cost money. @throws JobStopped */
  assertMayGoOn(): Promise<void>;
  gateway: Gateway;
  dependencies: ComposeTurnOptions['dependencies'];
}

export interface AnsweredCase {
  turn: NewTurn;
  /** What was found for it, best first. */
  passages: SourcedPassage[];
  hasKnowledge: boolean;
  /** Of the whole turn; `null` when a part of the answer had been paid for before and was not made again. */
  latencyMs: number | null;
  /** Every request that was made for it, as the ledger has it. */
  calls: ModelCall[];
}

/** The model refused the question itself: asking again would change nothing. */
export class QuestionRefused extends Error {}

const notInEvaluation = 'Not called: an evaluation calls no tools outside of the installation';

const isInside = ({ of: { plugin } }: BotTool): boolean =>
  plugin.type === 'builtin' && plugin.id !== webFetchPlugin.id;

/**
 * Lets a version of a bot answer a question as it would an end user, of whom it knows nothing: the same prompt, evidence, tools and
 * model. No conversation, event, memory or figure comes of it.
 * @throws QuestionRefused, AppError when the model that would answer is away, JobStopped
 */
export async function answerCase({
  bot: head,
  version,
  question: { question, history },
  tools,
  jobId,
  signal,
  assertMayGoOn,
  gateway,
  dependencies,
}: AnswerCase): Promise<AnsweredCase> {
  const bot = asOfVersion(head, version.content);
  const watched = watch({ gateway, bot, jobId, assertMayGoOn });
  const clock = stopwatch();
  const begun = await composeTurn({
    ...{ bot, version, clock, dependencies },
    conversation: { _id: newId(), userId: null },
    isNew: true,
    history: history.map((turn) => ({ ...turn, createdAt: new Date() })),
    input: { message: question },
    ...(tools === 'all' ? {} : { refusalOf: (tool) => (isInside(tool) ? undefined : notInEvaluation) }),
  });
  const answered = await generateAnswer(begun, { signal, gateway: watched.gateway });
  if ('failure' in answered) throw answered.failure;
  const turn = { ...begun.turn, ...answered.values };
  assertAnsweredBy(watched.expected, watched.ends);
  return {
    ...{ turn, passages: begun.evidence.passages, hasKnowledge: begun.evidence.hasKnowledge },
    latencyMs: watched.isRetold() ? null : turn.latencyMs,
    calls: watched.calls,
  };
}

/** The gateway with the calls charged to the evaluation, and everything noted that is known of them. */
function watch({
  gateway,
  bot,
  jobId,
  assertMayGoOn,
}: Pick<AnswerCase, 'gateway' | 'bot' | 'jobId' | 'assertMayGoOn'>) {
  const calls: ModelCall[] = [];
  const ends: GatewayEnd[] = [];
  let isRetold = false;
  const { organizationId, _id: chatbotId } = bot;
  const context = { organizationId, chatbotId, jobId, feature: 'evaluation' } as const;
  const preference = { provider: bot.model.provider, model: bot.model.name };
  const watched: Gateway = {
    ...gateway,
    async *chat(call) {
      await assertMayGoOn();
      const begunAt = performance.now();
      const onMetered = (one: ModelCall): void => void calls.push(one);
      for await (const chunk of gateway.chat({ ...call, context, onMetered })) {
        if (chunk.type === 'end') {
          ends.push(chunk);
          // It took longer than we waited: a kept answer.
          isRetold ||= chunk.latencyMs > performance.now() - begunAt + 1;
        }
        yield chunk;
      }
    },
  };
  const expected = gateway.asks(preference)?.provider ?? 'local';
  return { gateway: watched, calls, ends, expected, isRetold: () => isRetold };
}

/** What another model says in the place of one that is away tells nothing about the bot. */
function assertAnsweredBy(expected: string, ends: readonly GatewayEnd[]): void {
  const other = ends.find(({ provider }) => provider !== expected);
  if (!other) return;
  const last = other.attempts.filter(({ provider }) => provider === expected).at(-1);
  if (last?.outcome === 'invalid-request') throw new QuestionRefused(`${expected} refused the request`);
  throw new AppError('SERVICE_UNAVAILABLE', `${expected} does not answer (${last?.outcome ?? 'not asked'})`);
}
