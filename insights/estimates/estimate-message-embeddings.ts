import type { Actor } from '../../accounts/index.js';
import type { EmbeddingJobType } from '../../contracts/ai/embedding-jobs.contract.js';
import { derivedId } from '../../platform/ids.js';
import { detectLanguage } from '../../platform/text/detect-language.js';
import type { VectorStore } from '../../platform/vectors/vector-store.js';
import {
  estimateEmbeddings,
  type Embedders,
  type EmbeddingModel,
  type WorkEstimate,
} from '../../providers/index.js';
import { cachedEmbeddingRepository } from '../embeddings/cached-embedding.repository.js';
import { compareIndex } from '../embeddings/jobs/compare-index.js';
import { messageIndexRepository } from '../embeddings/jobs/message-index.repository.js';
import { unembeddedRepository } from '../messages/unembedded.repository.js';

export interface MessageEstimates {
  embedders: Pick<Embedders, 'get' | 'isRemote' | 'general' | 'modelFor'>;
  vectors: VectorStore;
}

/** Messages that are counted; of more the rest is taken to be like them. */
const mostCounted = 20_000;
const atOnce = 1_000;
const sampleSize = 100;

/** What embedding an organisation's stored messages costs; texts that were embedded lately are not paid for again. */
export async function estimateMessageEmbeddings(
  { organizationId }: Pick<Actor, 'organizationId'>,
  { type }: { type: EmbeddingJobType },
  { embedders, vectors }: MessageEstimates,
): Promise<WorkEstimate> {
  const index = await messageIndexRepository.find(organizationId);
  const model = index && type !== 'reindex' ? index : await modelFor(organizationId, embedders);
  if (!embedders.isRemote(model)) return estimateEmbeddings(embedders, { model, texts: [] });
  const ids: string[] = [];
  if (index && type === 'repair')
    await compareIndex(organizationId, index, {
      vectors,
      onLacking: async (lacking) => void ids.push(...lacking),
    });
  else for await (const page of lackingPages(organizationId, type)) ids.push(...page);
  const texts = new Map<string, string>();
  const counted = ids.slice(0, mostCounted);
  for (let start = 0; start < counted.length; start += atOnce) {
    const messages = await unembeddedRepository.systemFind(counted.slice(start, start + atOnce));
    for (const { content } of messages)
      texts.set(derivedId(organizationId, model.model, 'passage', content), content);
  }
  for (const key of await cachedEmbeddingRepository.known(organizationId, [...texts.keys()]))
    texts.delete(key);
  const times = counted.length === 0 ? 1 : ids.length / counted.length;
  return estimateEmbeddings(embedders, {
    ...{ model: { model: model.model, dimensions: model.dimensions }, texts: texts.values(), times },
    mostRequests: texts.size * times,
  });
}

/** As the job chooses it. */
async function modelFor(
  organizationId: string,
  embedders: MessageEstimates['embedders'],
): Promise<EmbeddingModel> {
  const general = embedders.general();
  if (embedders.isRemote(general)) return general;
  const sample = await unembeddedRepository.latestTexts(organizationId, sampleSize);
  return embedders.modelFor((await detectLanguage(sample.join('\n').slice(0, 20_000))) ?? 'en');
}

async function* lackingPages(organizationId: string, type: EmbeddingJobType): AsyncGenerator<string[]> {
  for (let after = ''; ;) {
    const page =
      type === 'reindex'
        ? (await unembeddedRepository.revisions(organizationId, { after, limit: atOnce })).map(
            ({ _id }) => _id,
          )
        : await unembeddedRepository.systemLacking(
            { organizationId },
            { place: 'embedded', after, limit: atOnce },
          );
    yield page;
    if (page.length < atOnce) return;
    after = page.at(-1) ?? '';
  }
}
