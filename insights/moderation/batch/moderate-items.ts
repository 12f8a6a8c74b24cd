import type { BatchResult } from '../../../contracts/ai/moderation-batch.contract.js';
import { jobItemRepository, type JobDocument, type JobItemDocument } from '../../../jobs/index.js';
import { moderateContent, type ModerationDependencies } from '../moderate-content.js';
import { readSettings } from '../policy/read-settings.js';
import type { ModerationSettings } from '../../../contracts/ai/moderation-policy.contract.js';
import type { BatchItemDocument } from './batch-item.model.js';
import { batchRepository } from './batch.repository.js';
import { contentOf } from './content-of.js';

export interface ModerateItems {
  job: JobDocument;
  token: string;
  jobItems: JobItemDocument[];
  signal: AbortSignal;
  dependencies: ModerationDependencies;
  /** Between two items: others go first. */
  breathe(): Promise<void>;
  assertMayGoOn(): Promise<void>;
}

/** Moderates claimed items, as many at once as the batch allows. One that has a result already is only settled. */
export async function moderateItems(input: ModerateItems): Promise<void> {
  const { job, jobItems, token } = input;
  const { organizationId } = job;
  const batch = await batchRepository.find(organizationId, job._id);
  const settings = await readSettings(organizationId, batch?.policy);
  const ids = jobItems.map(({ subjectId }) => subjectId);
  const items = new Map((await batchRepository.items(organizationId, ids)).map((item) => [item._id, item]));
  const waiting = [...jobItems];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const item = items.get(next.subjectId);
      if (!item || !batch) {
        await skip(token, next);
        continue;
      }
      await input.breathe();
      const result = done(item) ?? (await resultOf(item, { ...input, settings, actorId: batch.actorId }));
      if (!result) {
        await skip(token, next);
        continue;
      }
      const status = result.success ? ('done' as const) : ('failed' as const);
      await jobItemRepository.settle(token, [{ id: next._id, status, error: result.error }]);
    }
  };
  const lane = (): Promise<void> =>
    work().catch((error: unknown) => {
      waiting.length = 0;
      throw error;
    });
  // All come to rest before the claim is given up, so that no item is in two hands.
  const lanes = await Promise.allSettled(Array.from({ length: batch?.maxConcurrency ?? 1 }, lane));
  const failed = lanes.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

const skip = (token: string, { _id }: JobItemDocument): Promise<void> =>
  jobItemRepository.settle(token, [{ id: _id, status: 'skipped' }]);

/** A worker died between the result and the job's item: nothing is asked or written twice. */
const done = ({ result }: BatchItemDocument): BatchResult | null => (result?.success ? result : null);

/** Null when there is nothing to look at: the message was deleted, or never had a text. */
async function resultOf(
  item: BatchItemDocument,
  {
    dependencies,
    settings,
    job,
    actorId,
    signal,
    assertMayGoOn,
  }: ModerateItems & { settings: ModerationSettings; actorId: string },
): Promise<BatchResult | null> {
  const looked = await contentOf(job.organizationId, item);
  if (looked === null) return null;
  const { contentId, contentType, problem } = item;
  const { content, metadata, countSame } = looked;
  const startedAt = performance.now();
  const timed = (result: Omit<BatchResult, 'contentId' | 'processingTime'>): BatchResult => ({
    ...{ contentId, ...result },
    processingTime: Math.round(performance.now() - startedAt),
  });
  const request = {
    ...{
      organizationId: job.organizationId,
      actorId,
      jobId: job._id,
      contentId,
      contentType,
      metadata,
      countSame,
      settings,
      signal,
    },
    enable: { toxicity: true, spam: true, classification: true },
  };
  const result =
    problem !== null || content === null
      ? timed({ success: false, error: problem ?? 'The content is not kept any more' })
      : timed({
          success: true,
          ...(await moderateContent({ ...dependencies, assertMayGoOn }, { ...request, content })),
        });
  await batchRepository.settle(job.organizationId, item._id, result);
  return result;
}
