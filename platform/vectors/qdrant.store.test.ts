import { QdrantClient } from '@qdrant/js-client-rest';
import { randomBytes } from 'node:crypto';
import { describeWithQdrant } from '../../test/doubles/qdrant-shim/describe-with-qdrant.js';
import { startQdrantShim } from '../../test/doubles/qdrant-shim/qdrant-shim.js';
import { createQdrantStore } from './qdrant.store.js';
import { describeVectorStore } from './vector-store.contract.js';

/** A server of the reader's own, which is left as it was. */
const url = process.env.QDRANT_URL;
const apiKey = process.env.QDRANT_API_KEY;

if (url) {
  describeVectorStore('A running Qdrant', async () => {
    const prefix = `test-${randomBytes(4).toString('hex')}`;
    const store = await createQdrantStore({ url, apiKey, writer: true, prefix });
    return {
      store,
      async dispose() {
        await store.close();
        const client = new QdrantClient({ url, apiKey });
        for (const { name } of (await client.getCollections()).collections)
          if (name.startsWith(`${prefix}-`)) await client.deleteCollection(name);
      },
    };
  });
}

await describeWithQdrant("Qdrant's own engine", () => {
  // Before 1.19 a server counts IDF over all tenants: the candidates differ, the results must not.
  for (const version of ['1.19.0', '1.16.3']) {
    describeVectorStore(`Qdrant ${version}`, async () => {
      const shim = await startQdrantShim({ apiKey: 'key', version });
      const store = await createQdrantStore({ url: shim.url, apiKey: 'key', writer: true });
      return {
        store,
        async dispose() {
          await store.close();
          await shim.stop();
        },
      };
    });
  }
});
