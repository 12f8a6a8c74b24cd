import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describeBlobStore } from './blob-store.contract.js';
import { createFolderBlobStore } from './folder.blob-store.js';

describeBlobStore('a folder', async (folder) => ({
  blobs: createFolderBlobStore(join(folder, 'store')),
  stored: async () =>
    (await readdir(join(folder, 'store'), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ name }) => name),
}));
