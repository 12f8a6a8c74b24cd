/** Every workflow, by the kind of its job or what a schedule calls it. */
export { backup } from './backup.workflow.js';
export { digest } from './digest.workflow.js';
export { embeddings } from './embeddings.workflow.js';
export { evaluation } from './evaluation.workflow.js';
export { ingest } from './ingest.workflow.js';
export { reindex } from './reindex.workflow.js';
export { userDeletion } from './user-deletion.workflow.js';
export { training } from './training.workflow.js';
export { learning } from './learning.workflow.js';
export { refreshSource } from './refresh.workflow.js';
export { moderationExpiry } from './moderation-expiry.workflow.js';
export { moderationBatch } from './moderation-batch.workflow.js';
export { scheduledDigest } from './scheduled-digest.workflow.js';
