import { setTimeout as sleep } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import type { TestClient } from '../helpers/client.js';
import { data } from '../helpers/given.js';

/** Letters only, with an end that no stemmer takes away. */
const word = (): string => `${[...randomBytes(10)].map((byte) => 'bcdfgklmnprtvz'[byte % 14]).join('')}ax`;

/** Small documents, each with a word of its own. */
export function generateDocuments(count: number): { form: FormData; words: string[] } {
  const form = new FormData();
  const words = Array.from({ length: count }, word);
  for (const [index, unique] of words.entries()) {
    const text = `# Report ${index}\n\nThe word of this report is ${unique}. It was written to be found again.\n`;
    form.append('file', new Blob([text]), `report-${index}.md`);
  }
  return { form, words };
}

/** A job as the API tells it; `undefined` while the API does not answer. */
const readJob = async (client: TestClient, jobId: string) => {
  const answer = await client.get(`/api/v1/jobs/${jobId}`).catch(() => undefined);
  return answer?.status === 200 ? answer.body.data : undefined;
};

/** Waits, through outages, until the job is as wanted. */
export async function jobWhen(
  client: TestClient,
  jobId: string,
  // Jobs are looked at as JSON.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  wanted: (job: any) => boolean | Promise<boolean>,
  { everyMs = 50, timeoutMs = 120_000 } = {},
) {
  const deadline = Date.now() + timeoutMs;
  for (let job = await readJob(client, jobId); ; job = (await readJob(client, jobId)) ?? job) {
    if (job && (await wanted(job))) return job;
    if (Date.now() > deadline) throw new Error(`the job is not as wanted: ${JSON.stringify(job)}`);
    await sleep(everyMs);
  }
}

export const hasEnded = ({ status }: { status: string }): boolean =>
  ['completed', 'failed', 'cancelled'].includes(status);

/** Uploads documents in one request; resolves when their job is accepted. */
export const upload = async (client: TestClient, knowledgeBaseId: string, form: FormData): Promise<string> =>
  data(await client.post(`/api/v1/knowledge-bases/${knowledgeBaseId}/items`, form), 202).jobId;

/** Which of these words a keyword search does not find exactly once. */
export async function notFoundOnce(
  client: TestClient,
  knowledgeBaseId: string,
  words: string[],
): Promise<string[]> {
  const wrong: string[] = [];
  for (const q of words) {
    const path = `/api/v1/knowledge-bases/${knowledgeBaseId}/search?mode=keyword&limit=10&q=${q}`;
    const results: { text: string }[] = data(await client.get(path));
    if (results.length !== 1 || !results[0]?.text.includes(q)) wrong.push(q);
  }
  return wrong;
}
