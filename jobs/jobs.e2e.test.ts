import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { generateDocuments, upload } from '../test/faults/collection.js';
import { openStores, type Stores } from '../test/faults/stores.js';
import { createGiven, data, platformUrl, unusedId, type Member } from '../test/helpers/given.js';

const given = createGiven(platformUrl());
let stores: Stores;
let owner: Member;
let baseId: string;
/** A job that took two documents in and refused two empty ones. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
let mixed: any;

beforeAll(async () => {
  stores = await openStores(process.env.TEST_PLATFORM_DATA ?? '');
  owner = await given.owner();
  baseId = (await newBase()).id;
  const files = {
    'a.md': '# Apples\n\nApples are red.',
    'b.md': '',
    'c.md': '# Pears\n\nPears are green.',
    'd.md': '',
  };
  mixed = (await given.documents(owner, baseId, files)).job;
}, 60_000);
afterAll(() => stores?.close());

const newBase = async () => given.knowledgeBase(owner, (await given.chatbot(owner)).id);
const get = async (path: string) => data(await owner.client.get(path));
const itemsOf = (jobId: string, query = '') => get(`/api/v1/jobs/${jobId}/items?limit=100${query}`);
const cancel = (jobId: string, client = owner.client) => client.post(`/api/v1/jobs/${jobId}/cancel`);
const retry = (jobId: string, client = owner.client) => client.post(`/api/v1/jobs/${jobId}/retry`);

test('a job whose items partly failed is completed, with exact counts', () => {
  expect(mixed).toEqual({
    id: mixed.id,
    kind: 'ingest',
    purpose: null,
    status: 'completed',
    progress: { total: 4, done: 2, failed: 2, skipped: 0, percentage: 100, estimatedTimeRemaining: 0 },
    stage: 'completed',
    waiting: null,
    error: null,
    result: null,
    subject: { type: 'knowledge-base', id: baseId },
    workflowId: `ingest-${mixed.id}`,
    runId: expect.any(String),
    url: expect.stringContaining(`/workflows/ingest-${mixed.id}/${mixed.runId}/history`),
    createdAt: expect.any(String),
    startedAt: expect.any(String),
    pausedAt: null,
    completedAt: expect.any(String),
  });
});

test('the items of a job are listed in order, filtered and in pages', async () => {
  const all = await itemsOf(mixed.id);
  expect(all.map(({ title, status }: Record<string, string>) => [title, status])).toEqual([
    ['a.md', 'done'],
    ['b.md', 'failed'],
    ['c.md', 'done'],
    ['d.md', 'failed'],
  ]);
  const failed = await itemsOf(mixed.id, '&status=failed');
  expect(failed.map(({ error }: { error: string }) => error)).toEqual(Array(2).fill('The file is empty'));
  const { body } = await owner.client.get(`/api/v1/jobs/${mixed.id}/items?limit=3&page=2`);
  expect(body.data).toEqual(all.slice(3));
  expect(body.pagination).toMatchObject({ page: 2, limit: 3, total: 4 });
});

test('jobs are listed newest first, filtered and in pages', async () => {
  const member = await given.owner();
  const { id } = await given.knowledgeBase(member, (await given.chatbot(member)).id);
  const ids: string[] = [];
  for (const n of [1, 2, 3])
    ids.unshift((await given.documents(member, id, { [`${n}.md`]: `Text ${n}` })).job.id);
  const list = async (query: string) => (await member.client.get(`/api/v1/jobs?${query}`)).body;
  const idsOf = (body: { data: { id: string }[] }) => body.data.map((job) => job.id);
  expect(idsOf(await list('kind=ingest&status=completed'))).toEqual(ids);
  expect(idsOf(await list('sort=createdAt:asc'))).toEqual(ids.toReversed());
  expect(idsOf(await list('status=failed'))).toEqual([]);
  const second = await list('limit=2&page=2');
  expect(idsOf(second)).toEqual(ids.slice(2));
  expect(second.pagination).toMatchObject({ page: 2, limit: 2, total: 3 });
  expect((await member.client.get('/api/v1/jobs?status=unknown')).status).toBe(400);
});

test('a job is followed from its progress to its end', async () => {
  const { id } = await newBase();
  const jobId = await upload(owner.client, id, generateDocuments(120).form);
  const { events, response } = await owner.client.events('GET', `/api/v1/jobs/${jobId}/events`);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  expect(events.length).toBeGreaterThan(2);
  expect(events.slice(0, -1).every(({ event }) => event === 'progress')).toBe(true);
  const settled = events.map(({ data: { progress } }) => progress.done + progress.failed);
  expect(settled).toEqual(settled.toSorted((a, b) => a - b));
  expect(events.at(-1)).toMatchObject({
    event: 'end',
    data: { id: jobId, status: 'completed', progress: { done: 120 } },
  });

  const late = await owner.client.events('GET', `/api/v1/jobs/${jobId}/events`);
  expect(late.events.map(({ event }) => event)).toEqual(['end']);
  const headers = { 'Last-Event-ID': '7' };
  const resumed = await owner.client.events('GET', `/api/v1/jobs/${jobId}/events`, { headers });
  expect(resumed.events).toMatchObject([{ event: 'end', id: '8', data: { status: 'completed' } }]);
});

test("another organisation's job is as absent as one that never was", async () => {
  const { client } = await given.owner();
  for (const id of [mixed.id, unusedId(), 'not-an-id']) {
    for (const path of ['', '/items', '/events'])
      expect((await client.get(`/api/v1/jobs/${id}${path}`)).status).toBe(404);
    expect((await cancel(id, client)).status).toBe(404);
    expect((await retry(id, client)).status).toBe(404);
  }
  expect((await client.get('/api/v1/jobs')).body.data).toEqual([]);
});

test('the link of a job opens it in the Temporal UI', async () => {
  const job = await get(`/api/v1/jobs/${mixed.id}`);
  const page = await fetch(job.url);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toContain('text/html');
  // The page loads this by itself.
  const [, namespace, , id, runId] = new URL(job.url).pathname.split('/').slice(1);
  const history = new URL(
    `/api/v1/namespaces/${namespace}/workflows/${id}/history?execution.runId=${runId}`,
    job.url,
  );
  expect((await fetch(history)).status).toBe(200);
});

test("Temporal finds an organisation's jobs by its id", async () => {
  const connection = await Connection.connect({ address: `127.0.0.1:${stores.ports.temporal}` });
  try {
    const { workflow } = new Client({ connection });
    const found: string[] = [];
    const query = `OrganizationId = "${owner.user.organizationId}" AND JobKind = "ingest"`;
    for await (const { workflowId } of workflow.list({ query })) found.push(workflowId);
    expect(found).toContain(mixed.workflowId);
    const { body } = await owner.client.get('/api/v1/jobs?limit=100');
    const own = body.data.map(({ workflowId }: { workflowId: string }) => workflowId);
    expect(new Set(own)).toEqual(new Set(found));
  } finally {
    await connection.close();
  }
});
