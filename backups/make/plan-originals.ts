import type { Snapshot } from '../backup.model.js';
import type { Sized } from './plan-documents.js';
import { readAt } from './snapshot.js';

/** So that a step's plan stays a small document. */
const mostOfOne = 2_000;

interface ItemWithOriginal {
  organizationId: string;
  blob: string;
  size: number;
}

/** Every original that the documents of that moment name, once, in groups of about so many bytes. */
export async function* planOriginals({
  snapshot,
  partBytes,
}: {
  snapshot: Snapshot;
  partBytes: number;
}): AsyncGenerator<Sized> {
  let group: { organizationId: string; sha256: string }[] = [];
  let bytes = 0;
  const planned = (): Sized => ({ source: { kind: 'originals', originals: group }, bytes });
  let before: ItemWithOriginal | undefined;
  const items = readAt<ItemWithOriginal>(snapshot, {
    find: 'knowledgeItems',
    filter: { blob: { $type: 'string' } },
    projection: { _id: 0, organizationId: 1, blob: 1, size: 1 },
    sort: { organizationId: 1, blob: 1 },
  });
  for await (const item of items) {
    const isSame = before?.organizationId === item.organizationId && before.blob === item.blob;
    before = item;
    if (isSame) continue;
    group.push({ organizationId: item.organizationId, sha256: item.blob });
    bytes += item.size;
    if (bytes < partBytes && group.length < mostOfOne) continue;
    yield planned();
    [group, bytes] = [[], 0];
  }
  if (group.length > 0) yield planned();
}
