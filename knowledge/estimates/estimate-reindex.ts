import type { Actor } from '../../accounts/index.js';
import type { Chunking } from '../../contracts/knowledge.contract.js';
import type { EstimateReindex } from '../../contracts/job-estimates.contract.js';
import { derivedId } from '../../platform/ids.js';
import { estimateEmbeddings, type WorkEstimate } from '../../providers/index.js';
import { settingsFor, type EmbeddingFor } from '../bases/indexing.js';
import type { KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import { requireKnowledgeBase } from '../bases/knowledge-base.policy.js';
import { chunkRepository } from '../chunks/chunk.repository.js';
import { passageText, sentenceTexts } from '../ingest/passage-text.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import type { ForChatbot, KnowledgeEstimates } from './estimate-ingest.js';

/** Passages that are counted; of a larger base the rest is taken to be like them. */
const mostCounted = 5_000;

/**
 * What indexing a knowledge base anew costs. Passages that stay the same are not embedded again by the same model. Cut
 * otherwise, the texts are the same but for what passages have in common, of which nobody knows the most before.
 * @throws AppError NOT_FOUND, VALIDATION_ERROR
 */
export async function estimateReindex(
  actor: Actor,
  { knowledgeBaseId, kind: _, ...input }: EstimateReindex,
  { embedders, embeddingFor }: Pick<KnowledgeEstimates, 'embedders'> & { embeddingFor: EmbeddingFor },
): Promise<ForChatbot> {
  const base = await requireKnowledgeBase(actor, knowledgeBaseId);
  const { chatbotId } = base;
  const settings = settingsFor(base, input, embeddingFor);
  const { embedding: model, chunking } = settings;
  const isSameModel = model.model === base.embedding.model && model.dimensions === base.embedding.dimensions;
  const isSameCut = chunking.size === base.chunking.size && chunking.overlap === base.chunking.overlap;
  const { texts, times } = await passagesOf(base, {
    ...{ embedding: model, language: settings.language },
    areKept: isSameModel && isSameCut,
  });
  const estimate = await estimateEmbeddings(embedders, {
    ...{ model, texts, times: (times * repeated(chunking)) / repeated(base.chunking) },
    // A batch of documents is never split between requests.
    mostRequests: texts.length * times,
  });
  return { chatbotId, ...(isSameCut ? estimate : withoutMaximum(estimate)) };
}

/** How much of a text comes twice because passages overlap. */
const repeated = ({ size, overlap }: Chunking): number => 1 + overlap / size;

const withoutMaximum = (estimate: WorkEstimate): WorkEstimate =>
  estimate.expected === 0 ? estimate : { ...estimate, maximum: null };

/** What is to be embedded of the passages that are searched, and how many times as much there is of it. */
async function passagesOf(
  { organizationId, _id, generation }: KnowledgeBaseDocument,
  { areKept, ...settings }: Pick<KnowledgeBaseDocument, 'embedding' | 'language'> & { areKept: boolean },
): Promise<{ texts: string[]; times: number }> {
  const items = await knowledgeItemRepository.searchedOf(organizationId, _id);
  const titles = new Map(items.map((item) => [item._id, item]));
  const total = items.reduce((sum, { activeChunks }) => sum + (activeChunks ?? 0), 0);
  const texts: string[] = [];
  let seen = 0;
  for await (const chunk of chunkRepository.each(organizationId, { knowledgeBaseId: _id, generation })) {
    const item = titles.get(chunk.itemId);
    if (item?.activeRevision !== chunk.revision) continue;
    seen += 1;
    const text = passageText(item.title, { headings: chunk.headings, text: chunk.text });
    if (!areKept || chunk.passage !== derivedId(text)) texts.push(text, ...sentenceTexts(chunk, settings));
    if (seen === mostCounted) break;
  }
  return { texts, times: seen === 0 ? 1 : Math.max(1, total / seen) };
}
