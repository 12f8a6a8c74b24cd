import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { canRunQdrantShim, startQdrantShim, type QdrantShim } from '../doubles/qdrant-shim/qdrant-shim.js';
import { createGiven, data, type Member } from '../helpers/given.js';
import { eventually } from '../helpers/leftovers.js';
import { freePort, startTestPlatform, type TestPlatform } from '../helpers/platform.js';

const apiKey = 'key of the tests';
const root = resolve(import.meta.dirname, '../..');

const documents = {
  'warranty.md': '# Warranty\n\nEvery device has a warranty of two years from the day of purchase.',
  'shipping.md': '# Shipping\n\nParcels to Switzerland take five working days.',
  'coffee.md': '# Coffee\n\nThe coffee machine on the second floor is cleaned on Fridays.',
};
const questions = ['How long is the warranty?', 'parcels Switzerland', 'When is the coffee machine cleaned?'];
const modes = ['hybrid', 'semantic', 'keyword'];

((await canRunQdrantShim()) ? describe : describe.skip)(
  'a platform that moves from LanceDB to Qdrant and back',
  () => {
    let shim: QdrantShim;
    let dataDir: string;
    let platform: TestPlatform | undefined;
    let given: ReturnType<typeof createGiven>;
    let me: Member;
    let bot: { id: string };
    let base: { id: string };
    let before: Result[][];

    type Result = { title: string; chunkId: string; score: number };
    const start = async (environment: Record<string, string> = {}) => {
      platform = await startTestPlatform({
        DATA_DIR: dataDir,
        PORT: String(await freePort()),
        ...environment,
      });
      const url = platform.output.find((line) => line.startsWith('ready '))?.slice('ready '.length) ?? '';
      given = createGiven(url);
    };
    const stop = async () => {
      await platform?.stop();
      platform = undefined;
    };
    const signIn = async () => {
      const { username } = me.user;
      const session = data(
        await given.anonymous.post('/api/v1/auth/login', { username, password: me.password }),
      );
      me = { ...me, client: given.signedIn(session) };
    };
    const searchAll = async (): Promise<Result[][]> => {
      const found: Result[][] = [];
      for (const mode of modes)
        for (const q of questions)
          found.push(
            data(
              await me.client.get(
                `/api/v1/knowledge-bases/${base.id}/search?${new URLSearchParams({ q, mode, limit: '10' }).toString()}`,
              ),
            ),
          );
      return found;
    };
    const same = (results: Result[][]) =>
      results.map((list) => list.map(({ chunkId, score }) => [chunkId, score.toFixed(4)]));
    const qdrant = (): Record<string, string> => ({ QDRANT_URL: shim.url, QDRANT_API_KEY: apiKey });
    const migrate = (args: string[], environment: Record<string, string> = {}) =>
      new Promise<{ code: number | null; output: string }>((done) => {
        const child = execFile(
          process.execPath,
          [join(root, 'dist/vectors-migrate.js'), ...args],
          {
            cwd: root,
            env: {
              PATH: process.env.PATH,
              HOME: process.env.HOME,
              DATA_DIR: dataDir,
              CACHE_DIR: process.env.CACHE_DIR ?? join(root, '.cache'),
              ...qdrant(),
              ...environment,
            },
          },
          (_, stdout, stderr) => done({ code: child.exitCode, output: stdout + stderr }),
        );
      });
    /** Points in all collections of the server. */
    const pointsInQdrant = async () => {
      const ask = async (path: string) =>
        (await (await fetch(`${shim.url}${path}`, { headers: { 'api-key': apiKey } })).json()) as {
          result: never;
        };
      const { collections } = (await ask('/collections')).result as { collections: { name: string }[] };
      let points = 0;
      for (const { name } of collections)
        points += ((await ask(`/collections/${name}`)).result as { points_count: number }).points_count;
      return points;
    };

    beforeAll(async () => {
      dataDir = await mkdtemp(join(tmpdir(), 'stores-'));
      shim = await startQdrantShim({ apiKey });
      await start();
      me = await given.owner();
      bot = await given.chatbot(me);
      base = await given.knowledgeBase(me, bot.id);
      await given.documents(me, base.id, documents);
      before = await searchAll();
    }, 180_000);
    afterAll(async () => {
      await stop();
      await shim?.stop();
      await rm(dataDir, { recursive: true, force: true });
    });

    test('nothing is moved while the platform runs and writes', async () => {
      const { code, output } = await migrate(['--from', 'lancedb', '--to', 'qdrant']);
      expect(output).toContain('is in use by process');
      expect(code).toBe(1);
      expect(await pointsInQdrant()).toBe(0);
    });

    test('what cannot be done is said', async () => {
      expect(await migrate(['--from', 'lancedb', '--to', 'lancedb'])).toMatchObject({ code: 1 });
      await stop();
      const args = ['--from', 'lancedb', '--to', 'qdrant'];
      expect((await migrate(args, { QDRANT_URL: '' })).output).toContain('QDRANT_URL is not set');
      expect((await migrate(args, { QDRANT_API_KEY: 'wrong' })).output).toContain(
        'refuses the QDRANT_API_KEY',
      );
      await expect(start({ ...qdrant(), QDRANT_API_KEY: 'wrong' })).rejects.toThrow(
        'refuses the QDRANT_API_KEY (401)',
      );
      const nobody = `http://127.0.0.1:${await freePort()}`;
      await expect(start({ QDRANT_URL: nobody })).rejects.toThrow(
        `QDRANT_URL: Qdrant at ${nobody} cannot be reached`,
      );
    });

    test('everything is moved, and a second time there is nothing to do', async () => {
      const first = await migrate(['--from', 'lancedb', '--to', 'qdrant']);
      expect(first.output).toMatch(
        /knowledge base +source +copied +target +result\nbase\w+ \(\w+\) +3 +3 +3 +the same/,
      );
      expect(first.code).toBe(0);
      expect(await pointsInQdrant()).toBe(3);
      const second = await migrate(['--from', 'lancedb', '--to', 'qdrant', '--delete-source']);
      expect(second.output).toMatch(/\) +3 +0 +3 +the same/);
      expect(second.output).toContain('the source was deleted');
    });

    test('the platform runs on Qdrant, and says so', async () => {
      await start(qdrant());
      await signIn();
      expect(platform?.output.join('\n')).toContain(
        `vector store       Qdrant 1.19.0 at ${new URL(shim.url).host}`,
      );
      const health = await given.anonymous.get('/health');
      expect(health.body.services.vectors).toMatchObject({ status: 'healthy', engine: 'Qdrant 1.19.0' });
    });

    test('searches find the same with the same scores as before', async () => {
      const after = await searchAll();
      expect(same(after)).toEqual(same(before));
      expect(after.map(([first]) => first?.title)).toEqual([
        ...['warranty.md', 'shipping.md', 'coffee.md'],
        ...['warranty.md', 'shipping.md', 'coffee.md'],
        ...['warranty.md', 'shipping.md', 'coffee.md'],
      ]);
    });

    test('answers cite, and new, changed and deleted documents show at once', async () => {
      const ask = async (message: string) =>
        data(await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message }));
      const answer = await ask('How long is the warranty?');
      expect(answer).toMatchObject({ grounded: true, citations: [{ index: 1, title: 'warranty.md' }] });

      const { accepted } = await given.documents(me, base.id, {
        'parking.md': '# Parking\n\nThe garage closes at ten in the evening.',
      });
      const [item] = accepted.items as [{ id: string }];
      const path = `/api/v1/knowledge-bases/${base.id}/items/${item.id}`;
      expect((await ask('When does the garage close?')).message).toContain('ten');
      const changed = data(
        await me.client.put(path, { content: 'The garage closes at midnight since last year.' }),
        202,
      );
      await given.finished(me.client, changed.jobId);
      expect((await ask('When does the garage close?')).message).toContain('midnight');
      await eventually(async () => expect(await pointsInQdrant()).toBe(4));
      expect((await me.client.delete(path)).status).toBe(200);
      expect((await ask('When does the garage close?')).grounded).toBe(false);
      await eventually(async () => expect(await pointsInQdrant()).toBe(3));
    });

    test('health tells when Qdrant is away, and the job waits until it is back', async () => {
      await shim.fail({ status: 503, times: 100_000 });
      const away = await given.anonymous.get('/health');
      expect(away.body).toMatchObject({ status: 'degraded', services: { vectors: { status: 'unhealthy' } } });
      const search = await me.client.get(`/api/v1/knowledge-bases/${base.id}/search?q=warranty`);
      expect(search.status).toBe(503);
      const accepted = data(
        await me.client.post(`/api/v1/knowledge-bases/${base.id}/items`, { content: 'The roof is green.' }),
        202,
      );
      await shim.fail();
      expect(await given.finished(me.client, accepted.jobId)).toMatchObject({ status: 'completed' });
      expect(await pointsInQdrant()).toBe(4);
    });

    test('a deleted knowledge base leaves no point', async () => {
      const other = await given.knowledgeBase(me, bot.id);
      await given.documents(me, other.id, { 'more.md': '# More\n\nSomething else entirely.' });
      expect(await pointsInQdrant()).toBe(5);
      expect((await me.client.delete(`/api/v1/knowledge-bases/${other.id}`)).status).toBe(200);
      await eventually(async () => expect(await pointsInQdrant()).toBe(4));
    });

    test('and back again', async () => {
      const expected = await searchAll();
      await stop();
      const back = await migrate(['--from', 'qdrant', '--to', 'lancedb', '--delete-source']);
      expect(back.output).toMatch(/\) +4 +4 +4 +the same/);
      expect(back.code).toBe(0);
      expect(await pointsInQdrant()).toBe(0);
      await start();
      await signIn();
      expect(same(await searchAll())).toEqual(same(expected));
    });
  },
);
