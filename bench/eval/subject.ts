import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestClient } from '../../test/helpers/client.js';
import { createGiven, type Member } from '../../test/helpers/given.js';
import { startTestPlatform } from '../../test/helpers/platform.js';

/** A platform, and somebody who uses it through its API. */
export interface Subject {
  given: ReturnType<typeof createGiven>;
  owner: Member;
  client: TestClient;
}

const none = { OPENAI_API_KEY: undefined, ANTHROPIC_API_KEY: undefined, EMBEDDINGS_URL: undefined };

/** @param model settings of a provider of models; without them the platform runs as it does without any key */
export async function startSubject(
  model: NodeJS.ProcessEnv = {},
): Promise<Subject & { stop(): Promise<void> }> {
  const platform = await startTestPlatform({ ...none, ...model, LOG_LEVEL: 'warn' });
  return { ...(await subjectAt(platform.url)), stop: () => platform.stop() };
}

/** Somebody who uses the platform that runs there. */
export async function subjectAt(url: string): Promise<Subject> {
  const given = createGiven(url);
  const owner = await given.owner();
  // A session would end before the larger parts do.
  const client = await given.key(owner, ['read', 'chat', 'write']);
  return { given, owner: { ...owner, client }, client };
}

/** What a part is given. */
export interface Setting {
  subject: Subject;
  /** How many cases at most. */
  most: number;
  /** The text of a file of the data folder; `null` when there is none. */
  read(name: string): Promise<string | null>;
}

export const readFrom = (folder: string) => (name: string) =>
  readFile(join(folder, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });

/** Results in the order of the cases, some of them worked on at the same time. */
export async function mapSome<T, R>(
  cases: readonly T[],
  work: (one: T, at: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < cases.length; at = next++) results[at] = await work(cases[at] as T, at);
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return results;
}
