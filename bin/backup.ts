import { join } from 'node:path';
import { userRepository } from '../accounts/index.js';
import {
  makeBackup,
  prepareBackups,
  requireBackupKey,
  type BackupDocument,
  type BackupSettings,
} from '../backups/index.js';
import { loadConfig, type Config } from '../platform/config/config.js';
import { createLogger, type Logger } from '../platform/logging/logger.js';
import { connectMongo, disconnectMongo } from '../platform/mongo/connection.js';
import { assertExpectedDatabase } from '../platform/mongo/migrate.js';
import { startServices, type DataDirLock } from '../platform/services/index.js';
import { askPlatform } from './backups/ask-platform.js';
import { findPlatform } from './backups/find-platform.js';
import { backupSettings } from './compose/backup-settings.js';
import { createBlobStore } from './compose/blob-store.js';
import { printer } from './compose/printer.js';
import { runCommand, undoing } from './compose/run-command.js';
import { createVectorStore } from './compose/vector-store.js';
import { migrations } from './migrations/index.js';

/** `npm run backup`: the platform makes a backup if it runs; otherwise this command does. */
async function main(): Promise<boolean> {
  const { say } = printer();
  const config = loadConfig();
  const settings = backupSettings(config);
  requireBackupKey(settings);
  const logger = createLogger({ name: 'backup', level: 'warn' });
  const undo = undoing();
  try {
    const found = await findPlatform(config, logger);
    if (found.isRunning) {
      await connectMongo({ url: found.mongodbUrl, logger, appName: 'backup' });
      undo.later(() => disconnectMongo());
      return told(await askPlatform(settings, say), settings);
    }
    undo.later(() => found.lock.release());
    return told(await makeOne({ config, settings, logger, lock: found.lock, undo, say }), settings);
  } finally {
    await undo.now();
  }
}

async function makeOne({
  config,
  settings,
  logger,
  lock,
  undo,
  say,
}: {
  config: Config;
  settings: BackupSettings;
  logger: Logger;
  lock: DataDirLock;
  undo: ReturnType<typeof undoing>;
  say: (line: string) => void;
}): Promise<BackupDocument> {
  const services = await startServices({
    ...{ config, environment: process.env, logger, lock, only: ['mongod'] },
    onProgress: ({ service, stage }) => say(`${service}: ${stage}`),
    searchAttributes: [],
  });
  undo.later(() => services.stop());
  await connectMongo({ url: services.urls.mongodbUrl, logger, appName: 'backup' });
  undo.later(() => disconnectMongo());
  // Nothing is migrated: a backup before an upgrade is of what is there.
  await assertExpectedDatabase(migrations);
  if (!(await userRepository.systemHasAdministrator()))
    throw new Error('There is nothing to back up: no platform was ever started on this database.');
  await prepareBackups();
  const vectors = await createVectorStore({ config, logger }, { writer: false });
  undo.later(() => vectors.close());
  const blobs = await createBlobStore({ config, logger });
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stop.abort(new Error('The backup was stopped; nothing of it is kept.')));
  return makeBackup(
    { settings, vectors, blobs },
    { signal: stop.signal, onProgress: (done, total) => say(`${done} of ${total} parts`) },
  );
}

/** @returns whether there is a backup now */
function told({ _id, status, error, result }: BackupDocument, { directory }: BackupSettings): boolean {
  if (status !== 'completed' || !result) {
    console.error(`\nThe backup was ${status}${error ? `: ${error}` : ''}`);
    return false;
  }
  const { documents, points, originals, bytes, manifestSha256 } = result;
  const missing = result.missingOriginals > 0 ? ` (${result.missingOriginals} were deleted meanwhile)` : '';
  console.log(`
${documents} documents, ${points} vectors, ${originals} originals${missing}, ${bytes} bytes
manifest ${manifestSha256}
backup   ${join(directory, _id)}`);
  return true;
}

runCommand(main);
