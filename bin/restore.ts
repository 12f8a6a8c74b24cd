import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openBackupIn, requireBackupKey, restoreBackup, type RestoreReport } from '../backups/index.js';
import { loadConfig } from '../platform/config/config.js';
import { sealingKeyId } from '../platform/crypto/sealer.js';
import { createLogger } from '../platform/logging/logger.js';
import { connectMongo, disconnectMongo } from '../platform/mongo/connection.js';
import { lockDataDir, startServices } from '../platform/services/index.js';
import { backupSettings } from './compose/backup-settings.js';
import { createBlobStore } from './compose/blob-store.js';
import { printer } from './compose/printer.js';
import { runCommand, undoing } from './compose/run-command.js';
import { textTable } from './compose/text-table.js';
import { createVectorStore } from './compose/vector-store.js';
import { migrations } from './migrations/index.js';
import { assertNoWriters } from './vectors/no-writers.js';
// What this process makes indexes of it has to know.
import '../api/http/idempotency.model.js';
import '../bots/index.js';
import '../webhooks/index.js';

const usage = `npm run restore -- --from FOLDER [--into DATA_DIR]

Restores a backup: FOLDER is the one with its manifest.json. The database that MONGODB_URL names, or that lies in the data
folder, has to be empty, and nothing of the platform may run on it. BACKUP_KEY and ENCRYPTION_KEY are those of the installation
that was backed up. Everything is checked before anything is written, and compared afterwards.`;

/** @returns whether everything is as it was */
async function main(): Promise<boolean> {
  const { from, into } = parse();
  if (into !== undefined) process.env.DATA_DIR = resolve(into);
  const { say } = printer();
  const config = loadConfig();
  const logger = createLogger({ name: 'restore', level: 'warn' });
  const undo = undoing();
  try {
    const secret = requireBackupKey(backupSettings(config));
    const backup = await openBackupIn({
      ...{ folder: resolve(from), secret, migrations },
      encryptionKeyIds: [config.ENCRYPTION_KEY, ...config.ENCRYPTION_KEY_FORMER].map(sealingKeyId),
    });
    const lock = await lockDataDir({ dataDir: config.DATA_DIR });
    undo.later(() => lock.release());
    await assertNoWriters(config, logger);
    const services = await startServices({
      ...{ config, environment: process.env, logger, lock, only: ['mongod'] },
      onProgress: ({ service, stage }) => say(`${service}: ${stage}`),
      searchAttributes: [],
    });
    undo.later(() => services.stop());
    await connectMongo({ url: services.urls.mongodbUrl, logger, appName: 'restore' });
    undo.later(() => disconnectMongo());
    const vectors = await createVectorStore({ config, logger }, { writer: true });
    undo.later(() => vectors.close());
    const scratchDir = join(config.DATA_DIR, 'restoring');
    undo.later(() => rm(scratchDir, { recursive: true, force: true }));
    const report = await restoreBackup(backup, {
      ...{ migrations, vectors, scratchDir, logger, say },
      blobs: await createBlobStore({ config, logger }),
    });
    console.log(`\n${tableOf(report)}\n\n${summaryOf(report)}`);
    return report.isSame;
  } finally {
    await undo.now();
  }
}

const tableOf = ({ rows }: RestoreReport): string =>
  textTable(
    ['what', 'in the backup', 'restored', 'result'],
    rows.map(({ name, inBackup, restored, isSame }) => [
      name,
      String(inBackup),
      String(restored),
      isSame ? 'the same' : 'DIFFERENT',
    ]),
    { numbers: [1, 2] },
  );

function summaryOf({ isSame, madeAt, jobs, reindexed, missingOriginals }: RestoreReport): string {
  if (!isSame)
    return 'What was restored is not what was backed up; the database is left as it is, and nothing starts on it.';
  const lines = [`Everything is as it was at ${madeAt}.`];
  if (jobs > 0) lines.push(`Unfinished jobs that go on when the platform starts: ${jobs}.`);
  if (reindexed > 0)
    lines.push(`Knowledge bases that are indexed anew then, as vectors of theirs are missing: ${reindexed}.`);
  if (missingOriginals > 0)
    lines.push(`Originals that had been deleted while the backup was made: ${missingOriginals}.`);
  return lines.join('\n');
}

function parse(): { from: string; into?: string } {
  const { values } = parseArgs({ options: { from: { type: 'string' }, into: { type: 'string' } } });
  if (!values.from) throw new Error(usage);
  return { from: values.from, ...(values.into === undefined ? {} : { into: values.into }) };
}

runCommand(main);
