import type { Actor } from '../../../accounts/index.js';
import { contentTooLong, moderationLimits } from '../../../contracts/ai/moderation-analysis.contract.js';
import type {
  MessageSelection,
  StartModerationJob,
} from '../../../contracts/ai/moderation-batch.contract.js';
import { createJob, jobRepository, type JobDocument, type JobStarter } from '../../../jobs/index.js';
import { derivedId, newId } from '../../../platform/ids.js';
import { inOnePiece } from '../in-one-piece.js';
import type { BatchSelection } from './batch-item.model.js';
import { batchRepository } from './batch.repository.js';

export interface CreateBatch {
  actor: Actor;
  input: StartModerationJob;
  /** The same makes the same batch, so that a repeated request joins the first. */
  idempotencyKey?: string;
  starter: JobStarter;
}

/** Stores a batch with its items, or what it is to select, and starts the job that moderates them. */
export async function createBatch({
  actor,
  input,
  idempotencyKey,
  starter,
}: CreateBatch): Promise<JobDocument> {
  const { organizationId, userId, credentialId } = actor;
  const jobId =
    idempotencyKey === undefined
      ? newId()
      : derivedId('moderation-batch', organizationId, credentialId, idempotencyKey).slice(0, 24);
  const job = await inOnePiece(async () => {
    const made = await jobRepository.find(organizationId, jobId);
    if (made) return made;
    const { policy = {}, maxConcurrency, items: contents = [] } = input;
    const items = contents.map(({ contentId, contentType, content, metadata }, position) => ({
      ...{ _id: derivedId(jobId, position), jobId, position, contentId, contentType, messageKey: null },
      ...problemOf(content, known(metadata)),
    }));
    const selection = input.selection ? selectionOf(input.selection) : null;
    await batchRepository.insert(
      organizationId,
      { _id: jobId, actorId: userId, policy, maxConcurrency, selection },
      items,
    );
    return createJob({
      ...{ id: jobId, organizationId, createdBy: userId, kind: 'moderation-batch' },
      subject: { type: 'moderation-batch', id: jobId },
      items: items.map(({ _id, contentId }) => ({ subjectId: _id, title: contentId })),
    });
  });
  return job.startPending ? starter.start(job) : job;
}

/** Gathered by the job: there may be more messages than a request has time for. */
const selectionOf = ({ channelId, userId, from, to }: MessageSelection): BatchSelection => ({
  ...{ channelId: channelId ?? null, authorId: userId ?? null },
  ...{ from: from ? new Date(from) : null, to: to ? new Date(to) : null },
  ...{ storedUntil: new Date(), after: '', isGathered: false },
});

const read = [
  'userId',
  'channelId',
  'name',
  'title',
  'caption',
  'description',
  'extractedText',
  'url',
  'mimeType',
  'thumbnailUrl',
] as const;

/** Of what callers tell about content only what is looked at is kept. */
const known = (metadata: Record<string, unknown> | null | undefined): Record<string, unknown> =>
  Object.fromEntries(
    read.flatMap((field) => (typeof metadata?.[field] === 'string' ? [[field, metadata[field]]] : [])),
  );

/** What cannot be moderated is not kept. */
function problemOf(content: string, metadata: Record<string, unknown>) {
  const problem =
    content.length > moderationLimits.characters
      ? contentTooLong
      : content.trim() === ''
        ? 'Content is empty'
        : null;
  return problem ? { problem, content: null, metadata: null } : { problem, content, metadata };
}
