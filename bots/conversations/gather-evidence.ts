import type { SearchMode } from '../../contracts/knowledge.contract.js';
import { knowledgeBaseRepository, retrieve, type RetrieveDependencies } from '../../knowledge/index.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import type { SourcedPassage } from './citations.js';

/** Passages handed to the model when the bot does not say how many. */
const defaultTopK = 5;
/** Evidence scored lower does not support an answer (calibrated score, see docs/decisions.md). */
export const defaultMinScore = 0.35;

export interface GatheredEvidence {
  hasKnowledge: boolean;
  mode: SearchMode;
  minScore: number;
  passages: SourcedPassage[];
}

/** What the bot's knowledge bases say about a question, numbered for citation. */
export async function gatherEvidence(
  bot: Pick<ChatbotDocument, '_id' | 'organizationId' | 'retrieval'>,
  query: string,
  dependencies: RetrieveDependencies,
): Promise<GatheredEvidence> {
  const { organizationId } = bot;
  const { mode = 'hybrid', topK = defaultTopK, minScore = defaultMinScore } = bot.retrieval;
  const bases = await knowledgeBaseRepository.ofChatbot(organizationId, bot._id);
  const evidence = await retrieve(
    { organizationId, bases, query, mode, limit: topK, minScore },
    dependencies,
  );
  return {
    hasKnowledge: bases.length > 0,
    mode,
    minScore,
    passages: evidence.map(({ itemId, chunkId, title, headings, text, score, source }, position) => ({
      index: position + 1,
      itemId,
      chunkId,
      title,
      heading: headings.at(-1),
      text,
      score,
      source,
    })),
  };
}
