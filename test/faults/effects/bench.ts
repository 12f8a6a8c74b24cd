import { Client, Connection } from '@temporalio/client';
import { startOpenAiDouble, type Responder } from '../../doubles/openai-double.js';
import { WebSite } from '../../doubles/web-site.js';
import { createGiven } from '../../helpers/given.js';
import { createInstallation } from '../../helpers/installation.js';
import { temporalAddress } from '../../helpers/stores.js';
import { until } from '../../helpers/until.js';
import { openStoresAt } from '../stores.js';
import { startHttpGate } from './http-gate.js';
import type { Workplace } from './kind.js';
import { startMongoGate, type Gate } from './mongo-gate.js';
import { keptBackups } from './operation-kinds.js';
import { startTemporalGate } from './temporal-gate.js';
import { EffectWatch } from './watch.js';

/** An installation one process of which can do nothing that nobody sees. */
export interface Bench extends Workplace {
  watch: EffectWatch;
  /** Kills the watched process; resolves when it is gone. Its supervisor starts the next one. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** A database in Valkey for each bench, away from those of other tests. */
const redisDatabase = 8 + (Number(process.env.JEST_WORKER_ID ?? 0) % 8);

/** Sense enough for every kind of work. */
export const sensibleAnswer: Responder = ({ path, body }) => {
  if (path !== 'chat') return undefined;
  const text = JSON.stringify(body.messages);
  if (text.includes('was about beans')) return { text: '{"summary":"They spoke about beans."}' };
  if (text.includes('is on the shelf')) return { text: 'On the shelf [1].' };
  return text.includes('where?') ? { text: 'I do not know.' } : undefined;
};

/** Starts API, worker and queues; one of the latter behind gates. */
export async function startBench(watched: 'worker' | 'queues'): Promise<Bench> {
  const watch = new EffectWatch();
  const double = (await startOpenAiDouble('test-key')).respond(sensibleAnswer);
  const site = await new WebSite().start();
  const siteGate = await startHttpGate(site.port, watch, { name: 'http' });
  const heard = watched === 'queues' ? siteGate.port : site.port;
  const environment: Record<string, string> = {
    OPENAI_API_KEY: 'test-key',
    OPENAI_BASE_URL: double.url,
    EMBEDDINGS_URL: double.url,
    EMBEDDINGS_MODEL: 'text-embedding-3-small',
    OUTBOUND_ALLOW: [site.port, siteGate.port].map((port) => `127.0.0.1:${port}`).join(','),
    FINE_TUNING_POLL_SECONDS: '0.3',
    // So long, and some seconds, a delivery belongs to a process that died with it.
    WEBHOOK_TIMEOUT_SECONDS: '2',
    WEBHOOK_RETRY_DELAYS: Array(10).fill('500ms').join(','),
    BACKUP_KEEP: String(keptBackups),
  };
  const installation = await createInstallation(environment);
  const own = new URL(installation.redisUrl);
  own.pathname = `/${redisDatabase}`;
  const stored = new URL(installation.mongoUrl);
  const gates: Gate[] = [siteGate];
  const gate = async (starting: Promise<Gate>): Promise<number> => {
    const started = await starting;
    gates.push(started);
    return started.port;
  };
  const temporalPort = Number(temporalAddress().split(':')[1]);
  const provider = await gate(startHttpGate(double.port, watch, { name: 'provider' }));
  const behindGates: Record<string, string> = {
    // A replica set would tell the process its own address.
    MONGODB_URL: `mongodb://127.0.0.1:${await gate(startMongoGate(Number(stored.port), watch))}${stored.pathname}?directConnection=true`,
    TEMPORAL_ADDRESS: `127.0.0.1:${await gate(startTemporalGate(temporalPort, watch))}`,
    OPENAI_BASE_URL: `http://127.0.0.1:${provider}/v1`,
    EMBEDDINGS_URL: `http://127.0.0.1:${provider}/v1`,
  };
  const start = (kind: 'api' | 'worker' | 'queues') =>
    installation.supervise(kind, { REDIS_URL: own.href, ...(kind === watched ? behindGates : {}) });
  const api = await start('api');
  const [worker, queues] = await Promise.all([start('worker'), start('queues')]);
  const victim = (watched === 'worker' ? worker : queues).process;
  const given = createGiven(api.url);
  const connection = await Connection.connect({ address: temporalAddress() });
  const stores = await openStoresAt(installation);
  return {
    ...{ watch, given, double, temporal: new Client({ connection }) },
    // What the watched process asks of it has to pass the gate.
    site: Object.assign(site, { url: (path = '/') => `http://127.0.0.1:${heard}${path}` }),
    ...{ stores, dataDir: installation.dataDir },
    async kill() {
      const { pid } = victim;
      process.kill(pid!, 'SIGKILL');
      await until(() => victim.pid !== pid);
    },
    async close() {
      await installation.close();
      await stores.close();
      await connection.close();
      await Promise.all(gates.map((one) => one.close()));
      await Promise.all([double.close(), site.close()]);
    },
  };
}
