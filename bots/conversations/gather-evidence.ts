import type { SearchMode } from '../../contracts/knowledge.contract.js';
import { knowledgeBaseRepository, retrieve, type RetrieveDependencies } from '../../knowledge/index.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import type { AnsweringVersion } from '../versions/answering-version.js';
import type { SourcedPassage } from './citations.js';

/** Passages handed to the model when the bot does not say how many. */
export const defaultTopK = 5;
/** Evidence scored lower does not support an answer (calibrated score, see docs/decisions.md). */
export const defaultMinScore = 0.35;

export interface GatheredEvidence {
  hasKnowledge: boolean;
  mode: SearchMode;
  minScore: number;
  passages: SourcedPassage[];
}

/**
 * What the version's knowledge bases say about a question, numbered for citation: always as they are indexed now, as a
 * version keeps which they are, not what stands in them.
 */
export async function gatherEvidence(
  bot: Pick<ChatbotDocument, '_id' | 'organizationId' | 'retrieval'>,
  {
    query,
    context = null,
    language,
    version,
  }: {
    query: string;
    /** What it leans on, and itself. */
    context?: string | null;
    language: string | null;
    version: AnsweringVersion;
  },
  dependencies: RetrieveDependencies,
): Promise<GatheredEvidence> {
  const { organizationId } = bot;
  const { mode = 'hybrid', topK = defaultTopK, minScore = defaultMinScore } = bot.retrieval;
  const known = new Set(version.content.knowledge.map(({ knowledgeBaseId }) => knowledgeBaseId));
  const all = known.size > 0 ? await knowledgeBaseRepository.ofChatbot(organizationId, bot._id) : [];
  const bases = all.filter(({ _id }) => known.has(_id));
  const evidence = await retrieve(
    { organizationId, bases, query, context, language, mode, limit: topK, minScore },
    dependencies,
  );
  return {
    hasKnowledge: bases.length > 0,
    mode,
    minScore,
    passages: evidence.map(
      ({ itemId, chunkId, title, headings, text, language, score, source }, position) => ({
        index: position + 1,
        itemId,
        chunkId,
        title,
        heading: headings.at(-1),
        text,
        language,
        score,
        source,
      }),
    ),
  };
}
