import { parseArgs } from 'node:util';
import { knowledgeBaseRepository } from '../knowledge/index.js';
import { loadConfig, type Config } from '../platform/config/config.js';
import { createLogger, type Logger } from '../platform/logging/logger.js';
import { connectMongo, disconnectMongo } from '../platform/mongo/connection.js';
import { lockDataDir, startServices } from '../platform/services/index.js';
import type { VectorStore } from '../platform/vectors/vector-store.js';
import { printer } from './compose/printer.js';
import { runCommand, undoing } from './compose/run-command.js';
import { openLance, openQdrant } from './compose/vector-store.js';
import { assertNoWriters } from './vectors/no-writers.js';
import { transferTable } from './vectors/table.js';
import { transferVectors } from './vectors/transfer.js';

const usage = `npm run vectors:migrate -- --from lancedb|qdrant --to lancedb|qdrant [--delete-source]

Copies the vectors of all knowledge bases from one store to the other and compares them. No worker may run meanwhile;
an API may go on serving from the old store. May be stopped and repeated: what is there already is not copied again.
The source stays as it is unless --delete-source is given and everything is the same in both.`;

const stores = ['lancedb', 'qdrant'] as const;
type StoreName = (typeof stores)[number];

interface Arguments {
  from: StoreName;
  to: StoreName;
  deleteSource: boolean;
}

/** @returns whether everything is the same in both stores */
async function main({ from, to, deleteSource }: Arguments): Promise<boolean> {
  const { say } = printer();
  const config = loadConfig();
  const logger = createLogger({ name: 'vectors-migrate', level: 'warn' });
  const undo = undoing();
  try {
    // The launcher holds it as long as it runs, its worker with it.
    const lock = await lockDataDir({ dataDir: config.DATA_DIR });
    undo.later(() => lock.release());
    await assertNoWriters(config, logger);
    const open = async (name: StoreName): Promise<VectorStore> => {
      const store = await openStore(name, { config, logger });
      undo.later(() => store.close());
      return store;
    };
    const [source, target] = [await open(from), await open(to)];
    say(`from ${source.engine} to ${target.engine}`);
    const services = await startServices({
      ...{ config, environment: process.env, logger, lock, only: ['mongod'] },
      onProgress: ({ service, stage }) => say(`${service}: ${stage}`),
      searchAttributes: [],
    });
    undo.later(() => services.stop());
    await connectMongo({ url: services.urls.mongodbUrl, logger, appName: 'vectors-migrate' });
    undo.later(() => disconnectMongo());
    const bases = await transferVectors({
      ...{ from: source, to: target, say },
      beforeDeletion: deleteSource ? () => assertNoWriters(config, logger) : null,
      bases: knowledgeBaseRepository.systemEach(),
    });
    await assertNoWriters(config, logger);
    console.log(`\n${transferTable(bases)}\n`);
    const same = bases.every(({ difference }) => difference === null);
    console.log(same ? success({ from, to, deleteSource }) : 'The stores differ; nothing was deleted.');
    return same;
  } finally {
    await undo.now();
  }
}

function openStore(name: StoreName, options: { config: Config; logger: Logger }): Promise<VectorStore> {
  if (name === 'lancedb') return openLance(options, { writer: true });
  const { QDRANT_URL } = options.config;
  if (!QDRANT_URL) throw new Error('QDRANT_URL is not set: it names the Qdrant to copy from or to');
  return openQdrant(options.config, QDRANT_URL, { writer: true, patienceMs: 5_000 });
}

const success = ({ to, deleteSource }: Arguments): string =>
  [
    `Everything is the same in both; the source was ${deleteSource ? 'deleted' : 'left as it is'}.`,
    to === 'qdrant' ? 'Start with QDRANT_URL set to use Qdrant.' : 'Start without QDRANT_URL to use LanceDB.',
  ].join(' ');

function parse(): Arguments {
  const { values } = parseArgs({
    options: { from: { type: 'string' }, to: { type: 'string' }, 'delete-source': { type: 'boolean' } },
  });
  const [from, to] = [values.from, values.to].map((name) => stores.find((known) => known === name));
  if (!from || !to || from === to) throw new Error(usage);
  return { from, to, deleteSource: values['delete-source'] ?? false };
}

runCommand(() => main(parse()));
