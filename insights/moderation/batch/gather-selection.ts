import { jobItemRepository, jobRepository, type JobDocument } from '../../../jobs/index.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { derivedId } from '../../../platform/ids.js';
import { messageRepository } from '../../messages/message.repository.js';
import { batchRepository } from './batch.repository.js';

const atOnce = 1_000;

/**
 * Makes the next messages of a batch's selection items of its job. How far it came stands beside them, so that nothing is
 * gathered twice or left out, however often it is begun anew. True when there is nothing more to gather.
 */
export function gatherSelection({ organizationId, _id: jobId }: JobDocument): Promise<boolean> {
  return withTransaction(async () => {
    if (!(await jobRepository.hold(organizationId, jobId))) return true;
    const selection = (await batchRepository.find(organizationId, jobId))?.selection;
    if (!selection || selection.isGathered) return true;
    const { storedUntil, after } = selection;
    const page = await messageRepository.selected(organizationId, selection, {
      ...{ storedUntil, after, limit: atOnce },
    });
    const items = page.map(({ _id: messageKey, messageId: contentId }) => ({
      ...{ _id: derivedId(jobId, messageKey), jobId, contentId, contentType: 'text' as const, messageKey },
      ...{ content: null, metadata: null, problem: null },
    }));
    const isGathered = page.length < atOnce;
    await batchRepository.append(organizationId, jobId, items, {
      after: page.at(-1)?._id ?? after,
      isGathered,
    });
    await jobItemRepository.append(
      organizationId,
      jobId,
      items.map(({ _id, contentId }) => ({ subjectId: _id, title: contentId })),
      'moderation-batch',
    );
    return isGathered;
  });
}
