import { mongo } from 'mongoose';

export const replicaSet = 'rs0';

/** The driver's numbers for "no configuration yet" and "somebody else has just made one". */
const notYetInitialized = 94;
const alreadyInitialized = 23;

interface ReplicaSetConfig {
  version: number;
  members: { host: string }[];
}

/**
 * Brings a single server closer to being the primary of its own replica set; repeat it until it says so.
 * It creates the set in a new data folder, and gives it the new address when the port has changed.
 * @returns whether the server is primary under this address.
 */
export async function ensurePrimary(host: string): Promise<boolean> {
  const client = new mongo.MongoClient(`mongodb://${host}/?directConnection=true`, {
    serverSelectionTimeoutMS: 2_000,
    connectTimeoutMS: 2_000,
    socketTimeoutMS: 5_000,
  });
  try {
    const admin = client.db('admin');
    const hello = await admin.command({ hello: 1 });
    if (hello.isWritablePrimary === true && hello.me === host) return true;
    await configure(admin, host);
    return false;
  } finally {
    await client.close();
  }
}

async function configure(admin: mongo.Db, host: string): Promise<void> {
  const config = await currentConfig(admin);
  if (!config) {
    const first = { _id: replicaSet, members: [{ _id: 0, host }] };
    await admin.command({ replSetInitiate: first }).catch(ignore(alreadyInitialized));
  } else if (config.members.length !== 1 || config.members[0]?.host !== host) {
    const members = config.members.slice(0, 1).map((member) => ({ ...member, host }));
    const moved = { ...config, version: config.version + 1, members };
    // Forced, because no majority can be reached under the old address.
    await admin.command({ replSetReconfig: moved, force: true });
  }
}

async function currentConfig(admin: mongo.Db): Promise<ReplicaSetConfig | undefined> {
  const answer = await admin.command({ replSetGetConfig: 1 }).catch(ignore(notYetInitialized));
  return answer?.config as ReplicaSetConfig | undefined;
}

const ignore =
  (code: number) =>
  (error: unknown): undefined => {
    if ((error as { code?: unknown }).code !== code) throw error;
  };
