import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { blobAddress, blobFolder } from './blob-address.js';
import type { BlobStore } from './blob-store.js';

/** Blobs in a folder; a write is complete or absent, never half. */
export function createFolderBlobStore(directory: string): BlobStore {
  const locate = (organizationId: string, sha256: string): string =>
    join(directory, ...blobAddress(organizationId, sha256));
  const exists = (path: string): Promise<boolean> =>
    access(path, constants.R_OK).then(
      () => true,
      () => false,
    );
  const store = async (target: string, write: (temporary: string) => Promise<void>): Promise<void> => {
    if (await exists(target)) return;
    await mkdir(dirname(target), { recursive: true });
    const temporary = `${target}.${randomUUID()}`;
    try {
      await write(temporary);
      await rename(temporary, target);
    } finally {
      await rm(temporary, { force: true });
    }
  };
  return {
    putFile: (organizationId, sha256, path) =>
      store(locate(organizationId, sha256), (temporary) =>
        copyFile(path, temporary, constants.COPYFILE_FICLONE),
      ),
    async putBytes(organizationId, bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await store(locate(organizationId, sha256), (temporary) =>
        writeFile(temporary, bytes, { flush: true }),
      );
      return sha256;
    },
    async path(organizationId, sha256) {
      const path = locate(organizationId, sha256);
      await access(path, constants.R_OK);
      return path;
    },
    async deleteUnless(organizationId, sha256, isUsed) {
      const target = locate(organizationId, sha256);
      if (await isUsed()) return;
      const aside = `${target}.${randomUUID()}`;
      const isMine = await rename(target, aside).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          // Never there, or another deletion was quicker.
          if (error.code === 'ENOENT') return false;
          throw error;
        },
      );
      if (!isMine) return;
      if (await isUsed()) await rename(aside, target);
      else await rm(aside);
    },
    async deleteOrganization(organizationId) {
      await rm(join(directory, blobFolder(organizationId)), { recursive: true, force: true });
    },
    async ping() {
      await mkdir(directory, { recursive: true });
      await access(directory, constants.W_OK);
    },
  };
}
