import { createHash } from 'node:crypto';
import type { CollectionRef } from '../vector-store.js';

/** Names the points of this platform among all UUIDs of version 5; never to be changed. */
const namespace = Buffer.from('5f0e7c5a2b6b4c0f9d1e3a7b8c9d0e1f', 'hex');

/**
 * The id that Qdrant knows a point by: UUID version 5 (RFC 9562, section 5.5) of the collection and the point's own id. Two
 * organisations, knowledge bases or generations with the same point id have two points.
 */
export function pointId({ organizationId, knowledgeBaseId, generation }: CollectionRef, id: string): string {
  const name = [organizationId, knowledgeBaseId, generation, id].join('\0');
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
