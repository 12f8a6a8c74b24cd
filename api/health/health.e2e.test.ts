import { beforeAll, expect, test } from '@jest/globals';
import type { TestClient } from '../../test/helpers/client.js';
import { createGiven, data, platformUrl } from '../../test/helpers/given.js';
import { until } from '../../test/helpers/until.js';

const given = createGiven(platformUrl());
let admin: TestClient;
beforeAll(async () => {
  admin = await given.admin();
});

test('/health tells each service in the documented form', async () => {
  const answer = await given.anonymous.get('/health');
  expect(answer.status).toBe(200);
  expect(Object.keys(answer.body).sort()).toEqual(['services', 'status', 'uptime', 'version']);
  expect(answer.body.status).toBe('healthy');
  expect(answer.body.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(answer.body.uptime).toMatch(/^\d+h \d+m \d+s$/);
  expect(Object.keys(answer.body.services).sort()).toEqual([
    'files',
    'mongodb',
    'redis',
    'temporal',
    'vectors',
  ]);
  const { vectors, ...others } = answer.body.services;
  expect(vectors).toMatchObject({ status: 'healthy', engine: 'LanceDB' });
  for (const service of Object.values(others))
    expect(service).toEqual({ status: 'healthy', response_time: expect.stringMatching(/^\d+ms$/) });
});

test('/health tells for how long the process has been running', async () => {
  const seconds = async (): Promise<number> => {
    const { uptime } = (await given.anonymous.get('/health')).body;
    const [hours = 0, minutes = 0, rest = 0] = String(uptime).match(/\d+/g)!.map(Number);
    return hours * 3_600 + minutes * 60 + rest;
  };
  const before = await seconds();
  await until(async () => (await seconds()) > before);
});

test('/api/v1/health says the same in a few words to anybody', async () => {
  const before = Date.now();
  const answer = await given.anonymous.get('/api/v1/health');
  expect(answer.body).toEqual({
    status: 'success',
    data: {
      status: 'healthy',
      version: expect.any(String),
      uptime: expect.any(Number),
      timestamp: expect.any(String),
    },
  });
  expect(Date.parse(answer.body.data.timestamp)).toBeGreaterThanOrEqual(before - 1_000);
});

test('the detailed status is for administrators', async () => {
  const { client } = await given.owner();
  expect((await given.anonymous.get('/api/v1/health/status')).status).toBe(401);
  expect((await client.get('/api/v1/health/status')).status).toBe(403);
  const status = data(await admin.get('/api/v1/health/status'));
  expect(status).toMatchObject({
    status: 'healthy',
    workers: expect.any(Number),
    providers: expect.any(Array),
    process: { pid: expect.any(Number), memoryBytes: expect.any(Number), nodeVersion: process.version },
  });
  expect(status.services.mongodb).toEqual({
    status: 'healthy',
    required: true,
    responseTimeMs: expect.any(Number),
    error: null,
  });
});

test('the metrics are for administrators, in the form that Prometheus reads', async () => {
  const { client } = await given.owner();
  expect((await given.anonymous.get('/api/v1/metrics')).status).toBe(401);
  expect((await client.get('/api/v1/metrics')).status).toBe(403);
  const answer = await admin.get('/api/v1/metrics');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(answer.headers.get('x-ratelimit-limit')).toBeTruthy();
  const lines = String(answer.body).split('\n').filter(Boolean);
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines)
    expect(line).toMatch(
      /^(# (HELP|TYPE) \w+ .+|[a-zA-Z_:][\w:]*(\{.*\})? ([-+\d.e]+|NaN|[-+]?Inf)( \d+)?)$/,
    );
});

test('the metrics count requests by the pattern of their route, never by what callers chose', async () => {
  await given.anonymous.get('/api/v1/chatbots/secret-of-a-caller');
  await given.anonymous.get('/nothing/secret-of-a-caller');
  const { body } = await admin.get('/api/v1/metrics');
  expect(body).toMatch(
    /http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/chatbots\/:id",status="401"\}/,
  );
  expect(body).toMatch(/http_request_duration_seconds_count\{method="GET",route="unmatched",status="404"\}/);
  expect(body).not.toContain('secret-of-a-caller');
});
