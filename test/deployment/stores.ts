import { mongo } from 'mongoose';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  resolveService,
  startTemporal,
  SupervisedProcess,
  type ServiceName,
} from '../../platform/services/index.js';
import { startQdrantShim } from '../doubles/qdrant-shim/qdrant-shim.js';
import { freePort } from '../helpers/platform.js';
import { environmentOf, type ComposeFile } from './compose-file.js';

export interface DeployedStores {
  /** Where each host of the Compose file listens here. */
  addresses: Record<string, string>;
  stop(): Promise<void>;
}

const binaryOf = async (name: ServiceName): Promise<string> =>
  (await resolveService(name, { environment: process.env, cacheDir: resolve('.cache') })).path;

/** The stores of the Compose file on this machine: with its passwords, its flags and its users. */
export async function startDeployedStores(file: ComposeFile, folder: string): Promise<DeployedStores> {
  const [mongodb, valkey, temporal] = await Promise.all([
    startMongodb(environmentOf(file, 'mongodb'), join(folder, 'mongodb')),
    startValkey(file, join(folder, 'valkey')),
    startTemporal({
      binary: await binaryOf('temporal'),
      dataDir: folder,
      port: await freePort(),
      uiPort: await freePort(),
      namespace: environmentOf(file, 'temporal-namespace').TEMPORAL_NAMESPACE ?? '',
      environment: process.env,
    }),
  ]);
  const qdrant = await startQdrantShim({ apiKey: environmentOf(file, 'qdrant').QDRANT__SERVICE__API_KEY });
  return {
    addresses: {
      'mongodb:27017': mongodb.address,
      'valkey:6379': valkey.address,
      'temporal:7233': temporal.address,
      'qdrant:6333': new URL(qdrant.url).host,
    },
    async stop() {
      await Promise.all([mongodb, valkey, temporal].map(({ process }) => process.stop()));
      await qdrant.stop();
    },
  };
}

/** As deploy/mongodb does it: a key file, the root user, the replica set, and the user with rights on one database. */
async function startMongodb(environment: Record<string, string>, folder: string) {
  const { MONGODB_REPLICA_KEY = '', MONGODB_PASSWORD, MONGO_INITDB_ROOT_PASSWORD } = environment;
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const keyFile = join(folder, 'replica.key');
  await mkdir(join(folder, 'db'), { recursive: true });
  await writeFile(keyFile, MONGODB_REPLICA_KEY);
  await chmod(keyFile, 0o400);
  const connect = (account = '') =>
    mongo.MongoClient.connect(`mongodb://${account}${address}/?directConnection=true`, {
      serverSelectionTimeoutMS: 2_000,
    });
  const process = new SupervisedProcess({
    name: 'mongod',
    command: await binaryOf('mongod'),
    args: [
      ...['--replSet', 'rs0', '--keyFile', keyFile, '--bind_ip', '127.0.0.1', '--port', String(port)],
      ...['--dbpath', join(folder, 'db'), '--nounixsocket', '--wiredTigerCacheSizeGB', '0.25'],
    ],
    environment: {},
    output: { onLine: () => undefined },
    ready: async () => {
      const client = await connect();
      // Until there is a user, this machine may do everything.
      const admin = client.db('admin');
      const hello = await admin.command({ hello: 1 });
      if (!hello.setName)
        await admin.command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: address }] } });
      await client.close();
      return hello.isWritablePrimary === true;
    },
  });
  await process.start();
  const first = await connect();
  await first.db('admin').command({ createUser: 'root', pwd: MONGO_INITDB_ROOT_PASSWORD, roles: ['root'] });
  await first.close();
  const root = await connect(`root:${MONGO_INITDB_ROOT_PASSWORD}@`);
  await root.db('platform').command({
    createUser: 'platform',
    pwd: MONGODB_PASSWORD,
    roles: [{ role: 'readWrite', db: 'platform' }],
  });
  await root.close();
  return { process, address };
}

/** With the flags of the Compose file, and its password. */
async function startValkey(file: ComposeFile, folder: string) {
  const { VALKEY_PASSWORD = '' } = environmentOf(file, 'valkey');
  const command = file.services.valkey?.command?.at(-1) ?? '';
  const flags = command
    .replace('exec valkey-server', '')
    .replace('"$VALKEY_PASSWORD"', VALKEY_PASSWORD)
    .replaceAll("''", '""')
    .trim()
    .split(/\s+/)
    .map((flag) => (flag === '""' ? '' : flag));
  const port = await freePort();
  await mkdir(folder, { recursive: true });
  const process = new SupervisedProcess({
    name: 'valkey',
    command: await binaryOf('valkey'),
    args: [...flags, '--bind', '127.0.0.1', '--port', String(port), '--dir', folder],
    environment: {},
    output: { onLine: () => undefined },
    ready: async () => true,
  });
  await process.start();
  return { process, address: `127.0.0.1:${port}` };
}
