import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLanceStore } from './lancedb.store.js';
import { describeVectorStore } from './vector-store.contract.js';

describeVectorStore('LanceDB', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vectors-'));
  const store = await createLanceStore({ directory, writer: true });
  return {
    store,
    dispose: async () => {
      await store.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
});
