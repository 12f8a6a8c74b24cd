import type { Client } from '@temporalio/client';
import type { Erasure } from '../../accounts/index.js';
import { createJobsErasure } from '../../jobs/index.js';
import { createMessagesErasure } from '../../insights/index.js';
import { createKnowledgeErasure } from '../../knowledge/index.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import type { VectorStore } from '../../platform/vectors/vector-store.js';
// What this process deletes it has to know: also the answers that are kept for repeated requests.
import '../../api/http/idempotency.model.js';
import '../../bots/index.js';
import '../../insights/index.js';
import '../../webhooks/index.js';

/** What the rooms do when an organisation is deleted, in this order: work ends before its results are removed. */
export const createErasures = ({
  temporal,
  blobs,
  vectors,
}: {
  temporal: Client;
  blobs: BlobStore;
  vectors: VectorStore;
}): Erasure[] => [
  createJobsErasure({ temporal }),
  createKnowledgeErasure({ blobs }),
  createMessagesErasure({ vectors }),
];
