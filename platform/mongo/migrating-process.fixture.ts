import mongoose from 'mongoose';
import { setInterval as every } from 'node:timers';
import { createLogger } from '../logging/logger.js';
import { connectMongo, disconnectMongo } from './connection.js';
import { migrate } from './migrate.js';
import type { Migration, MigrationStep } from './migration.js';

/** A process that migrates: it writes down what it does, and hangs in the step that it is told to hang in. */
const [url = '', hangIn] = process.argv.slice(2);

const step = (migration: string, name: string): MigrationStep => ({
  name,
  async run() {
    const trail = mongoose.connection.collection('trail');
    await trail.insertOne({ step: `${migration}/${name}`, pid: process.pid });
    if (`${migration}/${name}` !== hangIn) return;
    process.stdout.write('hangs\n');
    const life = every(() => undefined, 1_000);
    await new Promise(() => life);
  },
});

const migrations: Migration[] = ['0001-first', '0002-second'].map((id) => ({
  id,
  steps: [step(id, 'fill'), step(id, 'tidy')],
}));

const logger = createLogger({ name: 'test', level: 'silent' });
await connectMongo({ url, logger, appName: 'test' });
await migrate({ migrations, logger, leaseMs: 900 });
await disconnectMongo();
