import { expect } from '@jest/globals';
import type { OpenAiDouble } from '../doubles/openai-double.js';
import type { TestClient } from '../helpers/client.js';
import { hasEnded, jobWhen } from './collection.js';

const atOnce = 1_000;

/** Stores messages of a channel; each has a number of its own, from `first` on. */
export async function storeMessages(
  client: TestClient,
  { channel, count, first = 0 }: { channel: string; count: number; first?: number },
): Promise<void> {
  for (let start = first; start < first + count; start += atOnce) {
    const messages = Array.from({ length: Math.min(atOnce, first + count - start) }, (_, n) => ({
      ...{ id: `${channel}-${start + n}`, content: `Message ${channel}-${start + n}- about beans` },
      ...{ author_id: `author-${n % 7}`, author_name: 'Ann', channel_id: channel },
      created_at: '2026-01-31T10:00:00Z',
    }));
    const answer = await client.post('/api/ai/messages', { messages });
    expect(answer.status).toBe(200);
  }
}

export async function startSelection(
  client: TestClient,
  selection: object,
  changes: object,
): Promise<string> {
  const answer = await client.post('/api/moderation/batch/jobs', { selection, ...changes });
  expect(answer.status).toBe(202);
  return answer.body.jobId;
}

/** Of which messages of a channel the moderation model was asked, once for each time. */
export const askedOf = (double: OpenAiDouble, channel: string) => () =>
  double.ledger.flatMap(({ body }) => new RegExp(`${channel}-\\d+-`).exec(String(body.input))?.[0] ?? []);

/** The job ends with exact counts, and has one result for each message. */
export async function expectWhole(
  client: TestClient,
  { jobId, messages, timeoutMs }: { jobId: string; messages: number; timeoutMs?: number },
): Promise<void> {
  const job = await jobWhen(client, jobId, hasEnded, { ...(timeoutMs ? { timeoutMs, everyMs: 500 } : {}) });
  expect(job).toMatchObject({
    status: 'completed',
    progress: { total: messages, done: messages, failed: 0, skipped: 0 },
  });
  const found = new Set<string>();
  for (let page = 1; found.size < messages; page++) {
    const path = `/api/moderation/batch/jobs/${jobId}/results?limit=100&page=${page}`;
    const { results, total } = (await client.get(path)).body;
    expect(total).toBe(messages);
    for (const { contentId, success } of results) if (success) found.add(contentId);
    if (results.length < 100) break;
  }
  expect(found.size).toBe(messages);
}
