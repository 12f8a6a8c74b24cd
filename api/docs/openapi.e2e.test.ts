import { expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { createGiven, platformUrl, unusedId } from '../../test/helpers/given.js';
import { createChecks, fillPath, nameOf, operationsOf, readOpenApi } from '../../test/helpers/openapi.js';

const given = createGiven(platformUrl());
const document = await readOpenApi();
const operations = operationsOf(document);

test('the document is valid OpenAPI 3.1', async () => {
  const result = await new Validator().validate({ ...structuredClone(document) });
  expect(result.errors).toBeUndefined();
  expect(result.valid).toBe(true);
  expect(document.openapi).toBe('3.1.0');
});

test('every operation has an id of its own', () => {
  const ids = operations.map(({ operationId }) => operationId);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test.each(operations.map((one) => [`${one.method} ${one.path}`, one] as const))(
  '%s says its surface, its access and its limit',
  (_, operation) => {
    expect(['platform', 'ai', 'community']).toContain(operation['x-surface']);
    expect(['public', 'user', 'moderator', 'admin']).toContain(operation['x-access']);
    expect(operation['x-rate-limit']).toEqual({
      category: expect.any(String),
      requests: expect.any(Number),
      windowSeconds: expect.any(Number),
    });
    if (operation['x-access'] !== 'public') {
      expect(['read', 'chat', 'write', 'admin']).toContain(operation['x-scope']);
      expect(['viewer', 'editor', 'owner']).toContain(operation['x-org-role']);
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['401', '403', '429']));
    }
    const named = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const documented = (operation.parameters ?? [])
      .filter((one) => one.in === 'path')
      .map(({ name }) => name);
    expect(documented).toEqual(named);
  },
);

const { violations, requestViolations } = createChecks(document);

test.each(operations.map((one) => [nameOf(one), one] as const))(
  '%s has an example of its request, its answer and its errors',
  (_, { method, path, requestBody, responses }) => {
    type Content = Record<string, { example?: unknown; examples?: Record<string, { value: unknown }> }>;
    const sent = (requestBody?.content as Content | undefined)?.['application/json'];
    const isForm = requestBody !== undefined && 'multipart/form-data' in requestBody.content;
    if (sent && !(isForm && sent.example === undefined))
      expect(requestViolations(path, method, sent.example)).toEqual([]);
    const answered = Object.entries(responses).filter(
      ([status, { content }]) => Number(status) < 300 && content?.['application/json'],
    );
    const examples = answered
      .map(([status, { content }]) => [status, (content as Content)['application/json']!.example] as const)
      .filter(([, example]) => example !== undefined);
    if (answered.length > 0 && !responses['200']?.content?.['text/event-stream'])
      expect(examples).toHaveLength(1);
    for (const [status, example] of examples)
      expect(violations(path, method, Number(status), example)).toEqual([]);
    for (const [status, { content }] of Object.entries(responses).filter(([code]) => Number(code) >= 400)) {
      const told = Object.values((content as Content)['application/json']!.examples ?? {});
      // Health tells what is wrong in its own way.
      if (!path.endsWith('/health')) expect(told.length).toBeGreaterThan(0);
      for (const { value } of told) expect(violations(path, method, Number(status), value)).toEqual([]);
    }
  },
);

const plainReads = operations.filter(
  ({ method, responses }) => method === 'GET' && responses['200']?.content?.['application/json'],
);

test.each(plainReads.map(({ path }) => path))('GET %s answers as documented, to everybody', async (path) => {
  const clients = [given.anonymous, (await given.owner()).client, await given.admin()];
  for (const client of clients) {
    const { status, body } = await client.get(fillPath(path, unusedId()));
    expect({ status, violations: violations(path, 'GET', status, body) }).toEqual({ status, violations: [] });
  }
});

test.each(
  operations
    .filter(({ requestBody }) => requestBody)
    .map((one) => [`${one.method} ${one.path}`, one] as const),
)('%s refuses an unknown field as documented', async (_, { method, path, ...operation }) => {
  const client = operation['x-access'] === 'admin' ? await given.admin() : (await given.owner()).client;
  const answer = await client.send(method, fillPath(path, unusedId()), { unknownField: true });
  expect(answer.status).toBe(400);
  expect(violations(path, method, 400, answer.body)).toEqual([]);
});
