import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createGiven, type Member } from '../../test/helpers/given.js';
import { startTestPlatform, type TestPlatform } from '../../test/helpers/platform.js';

/** A platform as in production, with limits of callers out of the way: what is measured is what the processes can do. */
export interface LoadedPlatform {
  platform: TestPlatform;
  owner: Member;
  chatbotId: string;
  knowledgeBaseId: string;
  /** Megabytes that a process has in memory: api, worker, queues, mongod, valkey, temporal. */
  memory(): Promise<Record<string, number>>;
}

export const documents = 40;
const secret = (): string => randomBytes(32).toString('base64');

export async function startLoadedPlatform(): Promise<LoadedPlatform> {
  const platform = await startTestPlatform({
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    JWT_SECRET: secret(),
    ENCRYPTION_KEY: secret(),
  });
  const given = createGiven(platform.url);
  const signedIn = await given.owner();
  // A session would end before the longer measurements do.
  const owner = { ...signedIn, client: await given.key(signedIn, ['read', 'chat', 'write']) };
  const { id: chatbotId } = await given.chatbot(owner);
  const { id: knowledgeBaseId } = await given.knowledgeBase(owner, chatbotId);
  await given.documents(
    owner,
    knowledgeBaseId,
    Object.fromEntries(Array.from({ length: documents }, (_, n) => [`${n}.md`, documentOf(n)])),
  );
  return {
    ...{ platform, owner, chatbotId, knowledgeBaseId },
    async memory() {
      const sizes: Record<string, number> = {};
      for (const [name, pid] of Object.entries(await platform.pids())) sizes[name] = await megabytesOf(pid);
      return sizes;
    },
  };
}

const documentOf = (n: number): string =>
  `# Machine ${n}\n\nMachine ${n} roasts coffee at ${180 + n} degrees for ${10 + n} minutes.\n\n` +
  `It is cleaned every ${n + 2} days, and its filter number is F-${1000 + n}.\n`;

async function megabytesOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
