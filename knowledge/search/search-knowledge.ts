import type { Actor } from '../../accounts/index.js';
import type { SearchKnowledge, SearchResult } from '../../contracts/knowledge.contract.js';
import { detectLanguage } from '../../platform/text/detect-language.js';
import { analyserOf } from '../bases/knowledge-base.model.js';
import { requireKnowledgeBase } from '../bases/knowledge-base.policy.js';
import { highlightsOf } from './highlights.js';
import { retrieve, type RetrieveDependencies } from './retrieve.js';

/** Searches one knowledge base for its reader. @throws AppError NOT_FOUND */
export async function searchKnowledge({
  actor,
  knowledgeBaseId,
  query,
  dependencies,
}: {
  actor: Actor;
  knowledgeBaseId: string;
  query: SearchKnowledge;
  dependencies: RetrieveDependencies;
}): Promise<SearchResult[]> {
  const base = await requireKnowledgeBase(actor, knowledgeBaseId);
  const { q, limit, mode, tags } = query;
  const { organizationId } = actor;
  const evidence = await retrieve(
    { organizationId, bases: [base], query: q, language: await detectLanguage(q), mode, limit, tags },
    dependencies,
  );
  return evidence.map(({ itemId, chunkId, title, text, score, source }) => ({
    itemId,
    chunkId,
    title,
    text,
    score,
    highlights: highlightsOf(text, q, analyserOf(base)),
    source,
  }));
}
