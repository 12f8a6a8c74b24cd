import { expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { createGiven, platformUrl, unusedId } from '../../test/helpers/given.js';
import { fillPath, operationsOf, readOpenApi } from '../../test/helpers/openapi.js';

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

// References within the document resolve when the whole of it is one schema.
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ ...document, $id: 'openapi' });
const pointer = (...parts: string[]): string =>
  parts
    .map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
    .map(encodeURIComponent)
    .join('/');
const violations = (path: string, method: string, status: number, body: unknown): unknown => {
  const at = pointer(
    'paths',
    path,
    method.toLowerCase(),
    'responses',
    String(status),
    'content',
    'application/json',
    'schema',
  );
  const validate = ajv.compile({ $ref: `openapi#/${at}` });
  return validate(body) ? [] : validate.errors;
};

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
)('%s refuses an unknown field as documented', async (_, { method, path }) => {
  const { client } = await given.owner();
  const answer = await client.send(method, fillPath(path, unusedId()), { unknownField: true });
  expect(answer.status).toBe(400);
  expect(violations(path, method, 400, answer.body)).toEqual([]);
});
