import type { JobDocument } from '../../../jobs/index.js';
import type { MessageScope, Place } from '../../messages/unembedded.repository.js';
import type { MessageIndexDocument, MessageIndexing } from './message-index.model.js';

/** Stands for all organisations, as an administrator sees them. */
export const installation = 'installation';

/** Whose messages a job embeds. */
export const scopeOf = ({ subject }: Pick<JobDocument, 'subject'>): MessageScope =>
  subject && subject.id !== installation ? { organizationId: subject.id } : {};

/** Into which index of an organisation a job writes: the one that it makes, otherwise the one that is searched. */
export function targetOf(
  index: MessageIndexDocument,
  jobId: string,
): { place: Place; indexing: MessageIndexing } {
  return index.building?.jobId === jobId
    ? { place: 'building', indexing: index.building }
    : { place: 'embedded', indexing: index };
}
