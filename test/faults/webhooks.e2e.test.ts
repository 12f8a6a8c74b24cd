import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { WebSite } from '../doubles/web-site.js';
import { createGiven, type Member } from '../helpers/given.js';
import { freePort, startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { attemptsIn, createWebhook, ledgerOf, settledLog, verified } from '../helpers/webhooks.js';
import { size } from './size.js';
import { openStores } from './stores.js';

const bots = size(40, 100);
let platform: TestPlatform;
let given: ReturnType<typeof createGiven>;
let receiver: WebSite;
let me: Member;

beforeAll(async () => {
  const port = await freePort();
  platform = await startTestPlatform({
    OUTBOUND_ALLOW: `127.0.0.1:${port}`,
    WEBHOOK_TIMEOUT_SECONDS: '2',
    WEBHOOK_RETRY_DELAYS: Array(20).fill('500ms').join(','),
  });
  given = createGiven(platform.url);
  receiver = await new WebSite().start(port);
}, 180_000);
afterAll(async () => {
  await receiver?.close();
  await platform?.stop();
});
beforeEach(async () => {
  me = await given.owner();
  receiver.forget();
});

/** Loses what Valkey has, as a machine without a disk would. */
async function emptyValkey(): Promise<void> {
  const stores = await openStores(platform.dataDir);
  const redis = new Redis(stores.ports.valkey!);
  await redis.flushall();
  redis.disconnect();
  await stores.close();
}

test.each<[string, () => Promise<void>]>([
  ['queues is killed', () => platform.kill('queues')],
  ['Valkey is killed', () => platform.kill('valkey')],
  ['Valkey loses everything', emptyValkey],
])(
  'every event arrives, and what comes twice has the same id, although %s in the middle of deliveries',
  async (_, fault) => {
    let asked = 0;
    const answered: string[] = [];
    receiver.set({
      '/hook': (request, response) => {
        // A third of the requests fail, and each takes its time: there is always something in flight and something to repeat.
        const status = ++asked % 3 === 0 ? 503 : 200;
        setTimeout(() => {
          if (status === 200) answered.push(String(request.headers['webhook-id']));
          response.writeHead(status).end();
        }, 100);
      },
    });
    const hook = await createWebhook(me, receiver, { events: ['chatbot.created'] });
    const names: string[] = [];
    let broken: Promise<void> | undefined;
    for (let n = 0; n < bots; n++) {
      names.push((await given.chatbot(me)).name);
      if (n === Math.floor(bots / 2)) broken = fault();
    }
    await broken;
    const log = await settledLog(me.client, hook.id, bots);
    expect(log.map(({ state }) => state)).toEqual(Array(bots).fill('delivered'));

    // One event a bot, and every one was answered with success.
    const told = new Map(
      receiver.requests.map((request) => {
        const { id, data } = verified(request, hook.secret);
        return [id as string, data.name as string];
      }),
    );
    expect([...told.values()].sort()).toEqual(names.sort());
    expect(new Set(answered)).toEqual(new Set(log.map(({ eventId }) => eventId)));
    // The log knows of every request but those whose answer nobody was there to hear.
    const ids = (list: { id: unknown }[]) => list.map(({ id }) => String(id)).sort();
    const [logged, received] = [ids(attemptsIn(log)), ids(ledgerOf(receiver))];
    for (const id of told.keys())
      expect(received.filter((one) => one === id).length).toBeGreaterThanOrEqual(
        logged.filter((one) => one === id).length,
      );
    expect(received.length - logged.length).toBeLessThanOrEqual(5);
    // Whoever remembers ids has each event once; only a success that nobody heard of is repeated.
    expect(answered.length - bots).toBeLessThanOrEqual(5);
  },
  120_000,
);
