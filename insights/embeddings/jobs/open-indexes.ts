import type { JobDocument } from '../../../jobs/index.js';
import { AppError, conflict } from '../../../platform/errors/app-error.js';
import { detectLanguage } from '../../../platform/text/detect-language.js';
import type { Embedders } from '../../../providers/index.js';
import { unembeddedRepository } from '../../messages/unembedded.repository.js';
import { embedCached, type EmbeddingDependencies } from '../embed-cached.js';
import { scopeOf, targetOf } from './job-scope.js';
import type { MessageIndexDocument, MessageIndexing } from './message-index.model.js';
import { messageIndexRepository } from './message-index.repository.js';

export interface IndexingDependencies extends EmbeddingDependencies {
  embedders: Pick<Embedders, 'general' | 'modelFor' | 'isRemote' | 'get'>;
}

const sampleSize = 100;

/** Opens the indexes of all organisations that a job is for. @throws what `openIndex` throws */
export async function openIndexes(
  job: JobDocument,
  dependencies: IndexingDependencies,
  signal: AbortSignal,
): Promise<void> {
  for (const organizationId of await unembeddedRepository.systemOrganizations(scopeOf(job)))
    await openIndex(organizationId, job, dependencies, signal).catch((error: unknown) => {
      if (!isSpent(error)) throw error;
    });
}

/** Whether the budget of another organisation than the job's is used up: its messages will say so. */
export const isSpent = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'BUDGET_EXCEEDED';

/**
 * Sees to it that an organisation has an index that the job writes into: the one that is searched, or another beside it.
 * @throws AppError CONFLICT while another job makes one, SERVICE_UNAVAILABLE when the model of the index is not configured
 */
export async function openIndex(
  organizationId: string,
  job: JobDocument,
  dependencies: IndexingDependencies,
  signal: AbortSignal,
): Promise<MessageIndexDocument> {
  let index = await messageIndexRepository.find(organizationId);
  // A retry goes on in what the job has made.
  const isToBuild = job.purpose === 'reindex' && ![index?.building?.jobId, index?.madeBy].includes(job._id);
  if (!index || isToBuild) {
    const fresh = await indexingFor(organizationId, job, dependencies, signal);
    index = await messageIndexRepository.ensure(organizationId, { ...fresh, generation: 1 });
    if (isToBuild) {
      const building = { ...fresh, generation: index.generation + 1, jobId: job._id };
      index = await messageIndexRepository.build(organizationId, building);
      if (!index) throw conflict('Another job is indexing these messages anew');
    }
  }
  await dependencies.embedders.get(targetOf(index, job._id).indexing);
  return index;
}

/** By the model that callers are served with, or the local one that reads the language most messages are in. */
async function indexingFor(
  organizationId: string,
  job: JobDocument,
  dependencies: IndexingDependencies,
  signal: AbortSignal,
): Promise<Omit<MessageIndexing, 'generation'>> {
  const { embedders } = dependencies;
  const sample = await unembeddedRepository.latestTexts(organizationId, sampleSize);
  const language = (await detectLanguage(sample.join('\n').slice(0, 20_000))) ?? 'en';
  const general = embedders.general();
  if (!embedders.isRemote(general)) return { ...embedders.modelFor(language), language };
  // Only an answer tells how long a server's vectors are; this one is kept for the job itself.
  const { vectors } = await embedCached(dependencies, {
    ...{ model: general, texts: sample.slice(0, 1), purpose: 'passage', signal },
    context: { organizationId, jobId: job._id, feature: 'embeddings' },
  });
  return { model: general.model, dimensions: vectors[0]?.length ?? general.dimensions, language };
}
