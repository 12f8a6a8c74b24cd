import type { FoundPassage } from '../../plugins/plugin-kind.js';
import type { ChatbotDocument } from '../../chatbots/chatbot.model.js';
import type { AnsweringVersion } from '../../versions/answering-version.js';
import type { SourcedPassage } from '../citations.js';
import type { ConversationDocument } from '../conversation.model.js';
import type { NewTurn } from '../new-turn.js';
import { turnRepository } from '../turn.repository.js';
import type { Understood } from '../understand-message.js';
import { botTools, type BotTool } from './bot-tools.js';
import { awaitedCalls, isAgreement, keyOfCall } from './consent.js';
import type { ToolDependencies } from './open-toolsets.js';
import { planCalls } from './plan-calls.js';
import type { TurnTools } from './tool-session.js';

/** What is read for the tools of a turn, beside everything else that is read for it. */
export interface ReadTools {
  tools: BotTool[];
  /** What the last answer asked the end user about. */
  awaited: ReturnType<typeof awaitedCalls>;
}

export async function readTools(
  { organizationId }: ChatbotDocument,
  version: AnsweringVersion,
  conversation: Pick<ConversationDocument, '_id'>,
  message: string,
): Promise<ReadTools> {
  const tools = await botTools(organizationId, version.content.plugins);
  const mayAgree = tools.some(({ needsConsent }) => needsConsent) && isAgreement(message);
  const last = mayAgree ? await turnRepository.last(organizationId, conversation._id) : null;
  return { tools, awaited: awaitedCalls(last?.toolCalls) };
}

/** The tools of a turn; `null` for a bot without any. */
export function turnTools({
  bot,
  turn,
  read: { tools, awaited },
  understood,
  dependencies,
  search,
  passages,
}: {
  bot: ChatbotDocument;
  turn: NewTurn;
  read: ReadTools;
  understood: Understood;
  dependencies: ToolDependencies;
  /** In the knowledge of the answering version. */
  search: (query: string, limit: number) => Promise<SourcedPassage[]>;
  /** Of the turn; what a tool finds is added to them. */
  passages: SourcedPassage[];
}): TurnTools | null {
  if (tools.length === 0) return null;
  const said = {
    message: turn.question,
    intent: understood.intent?.name ?? null,
    entities: [...(turn.entities ?? []), ...(understood.entities ?? [])],
  };
  const agreed = awaited.filter(({ name }) => tools.some((tool) => tool.name === name));
  return {
    tools,
    planned:
      agreed.length > 0
        ? agreed.map((call) => ({ ...call, isExplicit: true, ...answerOf(tools, call.name) }))
        : planCalls(said, tools),
    consented: new Set(agreed.map(({ name, arguments: given }) => keyOfCall(name, given))),
    language: turn.language ?? bot.language,
    context: {
      ...{ organizationId: bot.organizationId, chatbotId: bot._id },
      ...{ conversationId: turn.conversationId, userId: turn.userId },
    },
    dependencies: {
      ...dependencies,
      search: async (query, { limit }) => numbered(passages, await search(query, limit)),
    },
  };
}

function answerOf(tools: readonly BotTool[], name: string): { answer?: string } {
  const answer = tools.find((tool) => tool.name === name)?.spec.answer;
  return answer === undefined ? {} : { answer };
}

/** Adds passages to those of the turn, so that they can be cited; one that is among them keeps its number. */
function numbered(known: SourcedPassage[], found: readonly SourcedPassage[]): FoundPassage[] {
  return found.map((passage) => {
    let same = known.find(({ chunkId }) => chunkId === passage.chunkId);
    if (!same) {
      same = { ...passage, index: known.length + 1 };
      known.push(same);
    }
    const { index, title, text, score, source } = same;
    return { index, title, text, score, source };
  });
}
