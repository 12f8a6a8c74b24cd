import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '../../accounts/index.js';
import type { EstimateIngest, EstimatedText } from '../../contracts/job-estimates.contract.js';
import { estimateEmbeddings, type Embedders, type WorkEstimate } from '../../providers/index.js';
import type { KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import { requireKnowledgeBase } from '../bases/knowledge-base.policy.js';
import { chunkBlocks } from '../chunk/chunk-blocks.js';
import { chunkRepository } from '../chunks/chunk.repository.js';
import { ExtractionError } from '../extract/blocks.js';
import type { FairExtractors } from '../extract/fair-extractors.js';
import { passageText, sentenceTexts } from '../ingest/passage-text.js';
import { withScratchFolder } from '../ingest/scratch-folder.js';
import { draftOfContent } from '../items/item-drafts.js';

export interface KnowledgeEstimates {
  embedders: Pick<Embedders, 'get' | 'isRemote'>;
  extractors: Pick<FairExtractors, 'of'>;
  /** Texts lie below this folder while they are taken apart. */
  scratchDir: string;
}

export interface ForChatbot extends WorkEstimate {
  chatbotId: string;
}

/**
 * What taking texts into a knowledge base costs: they are cut as the job would cut them. Of a number of characters the base's
 * own passages tell how many tokens they are likely to be. @throws AppError NOT_FOUND
 */
export async function estimateIngest(
  actor: Actor,
  { knowledgeBaseId, items, characters }: EstimateIngest,
  dependencies: KnowledgeEstimates,
): Promise<ForChatbot> {
  const base = await requireKnowledgeBase(actor, knowledgeBaseId);
  const { chatbotId, embedding: model } = base;
  const { embedders } = dependencies;
  if (characters !== undefined) return { chatbotId, ...(await ofCharacters(base, characters, embedders)) };
  const passages: string[] = [];
  if (embedders.isRemote(model))
    for (const item of items ?? []) passages.push(...(await passagesOf(item, base, dependencies)));
  const options = { model, texts: passages, mostRequests: items?.length ?? 0 };
  return { chatbotId, ...(await estimateEmbeddings(embedders, options)) };
}

/** What would be embedded of a text; nothing of one that would be refused. */
async function passagesOf(
  { content, ...input }: EstimatedText,
  base: KnowledgeBaseDocument,
  { embedders, extractors, scratchDir }: KnowledgeEstimates,
): Promise<string[]> {
  const { item } = draftOfContent(content, input);
  const embedder = await embedders.get(base.embedding);
  return withScratchFolder(scratchDir, async (folder) => {
    const path = join(folder, 'text');
    await writeFile(path, content);
    try {
      const extractor = extractors.of(base.organizationId);
      const extraction = await extractor.extract({ path, type: item.type, unpackInto: folder });
      if ('entries' in extraction) return [];
      const count = (texts: string[]) => embedder.countTokens(texts);
      const chunks = await chunkBlocks(extraction.blocks, base.chunking, count);
      return chunks.flatMap((chunk) => [passageText(item.title, chunk), ...sentenceTexts(chunk, base)]);
    } catch (error) {
      if (error instanceof ExtractionError) return [];
      throw error;
    }
  });
}

const sampled = 300;

async function ofCharacters(
  base: KnowledgeBaseDocument,
  characters: number,
  embedders: KnowledgeEstimates['embedders'],
): Promise<WorkEstimate> {
  const { organizationId, _id, embedding: model } = base;
  const { size, overlap } = base.chunking;
  const sample = await chunkRepository.sample(organizationId, _id, sampled);
  const known = sample.reduce((sum, { text }) => sum + text.length, 0);
  const times = known === 0 ? 0 : (characters / known) * (1 + overlap / size);
  const texts = sample.flatMap((chunk) => [passageText('', chunk), ...sentenceTexts(chunk, base)]);
  const estimate = await estimateEmbeddings(embedders, { model, texts, times });
  if (!embedders.isRemote(model)) return estimate;
  if (known === 0)
    return {
      ...{ ...estimate, requests: null, tokens: { prompt: null, completion: 0 } },
      ...{ expected: null, maximum: null },
    };
  // Other texts may be anything.
  return { ...estimate, maximum: null };
}
