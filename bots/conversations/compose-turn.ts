import type { SendMessage } from '../../contracts/conversations.contract.js';
import type { RetrieveDependencies } from '../../knowledge/index.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import { followMessage } from '../memory/turns/follow-message.js';
import type { AnsweringVersion } from '../versions/answering-version.js';
import type { ConversationDocument } from './conversation.model.js';
import { gatherEvidence } from './gather-evidence.js';
import type { BegunTurn } from './generate-answer.js';
import { newTurn } from './new-turn.js';
import type { Stopwatch } from './stopwatch.js';
import type { BotTool } from './tools/bot-tools.js';
import type { ToolDependencies } from './tools/open-toolsets.js';
import { readTools, turnTools } from './tools/turn-tools.js';
import type { RememberedTurn } from './turn.repository.js';
import { embeddedOnce, understandMessage } from './understand-message.js';

export interface ComposeTurnOptions {
  /** As the answering version is. */
  bot: ChatbotDocument;
  version: AnsweringVersion;
  conversation: Pick<ConversationDocument, '_id' | 'userId'>;
  isNew: boolean;
  /** What was said before, where that is not what the conversation has stored. */
  history?: RememberedTurn[];
  input: SendMessage;
  clock: Stopwatch;
  /** Says why a tool may not be called in this turn, although the bot has it. */
  refusalOf?: (tool: BotTool) => string | undefined;
  dependencies: RetrieveDependencies & { tools: ToolDependencies };
}

/** Everything that an answer is made from: what was said and is remembered, evidence, tools, prompt. Nothing is stored. */
export async function composeTurn({
  bot,
  version,
  conversation,
  isNew,
  history,
  input,
  clock,
  refusalOf,
  dependencies,
}: ComposeTurnOptions): Promise<BegunTurn> {
  const { message } = input;
  const followed = await followMessage({ bot, conversation, isNew, history, message });
  clock.lap('following');
  const { query, context, language } = followed;
  const shared = { ...dependencies, embedQuery: embeddedOnce(dependencies) };
  const [evidence, understood, read] = await Promise.all([
    gatherEvidence(bot, { query, context, language, version }, shared),
    understandMessage(bot, message, shared),
    readTools(bot, version, conversation, message),
  ]);
  clock.lap('retrieval');
  if (refusalOf) read.tools = read.tools.map((tool) => ({ ...tool, refusal: refusalOf(tool) }));
  const hasTools = read.tools.length > 0;
  const turn = newTurn({ bot, version, conversation, input, evidence, understood, followed, hasTools });
  const search = async (text: string, limit: number) => {
    const more = { ...bot, retrieval: { ...bot.retrieval, topK: limit } };
    return (await gatherEvidence(more, { query: text, language, version }, shared)).passages;
  };
  const { passages } = evidence;
  const tools = turnTools({
    ...{ bot, turn, read, understood, search, passages },
    dependencies: dependencies.tools,
  });
  return { bot, evidence, clock, turn, tools };
}
