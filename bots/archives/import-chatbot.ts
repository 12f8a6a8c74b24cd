import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { recordAudit, type Actor } from '../../accounts/index.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import { createFromContents, type Copied, type CopyDependencies } from './create-from-contents.js';
import { readArchive, type ReadArchive } from './read-archive.js';

/**
 * Makes a new bot of an exported one, with new ids; it is checked whole before anything is made.
 * @throws AppError VALIDATION_ERROR for an archive that is damaged or was changed, CONFLICT for a name that is given and taken
 */
export async function importChatbot({
  actor,
  path,
  name,
  blobs,
  dependencies,
}: {
  actor: Actor;
  /** Of the archive, in a folder that may be written to. */
  path: string;
  name?: string;
  blobs: BlobStore;
  dependencies: CopyDependencies;
}): Promise<Copied> {
  const organizationId = actor.requireMembership('editor');
  const folder = await mkdtemp(join(dirname(path), 'import-'));
  try {
    const archive = await readArchive(path, folder);
    await storeFiles(archive, organizationId, blobs);
    const copied = await createFromContents({
      ...{ actor, contents: archive.contents, name, dependencies, reason: 'Imported from an archive' },
      settled: async ({ _id }) =>
        recordAudit({
          ...{ organizationId, actor, action: 'chatbot.imported', target: { type: 'chatbot', id: _id } },
          details: { documents: archive.contents.files.length },
        }),
    });
    // The same content may have been deleted with its last item just before these items began to use it.
    await storeFiles(archive, organizationId, blobs);
    return copied;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function storeFiles(
  { contents, unpacked }: ReadArchive,
  organizationId: string,
  blobs: BlobStore,
): Promise<void> {
  for (const { path, sha256 } of contents.files) {
    const file = unpacked.get(path);
    if (file) await blobs.putFile(organizationId, sha256, file);
  }
}
