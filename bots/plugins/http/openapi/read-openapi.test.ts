import { expect, test } from '@jest/globals';
import { AppError } from '../../../../platform/errors/app-error.js';
import { readDocument } from './read-document.js';
import { readOpenApi, type ReadOptions } from './read-openapi.js';

type Given = Record<string, unknown>;

const documentOf = (paths: Given, rest: Given = {}): Given => ({
  openapi: '3.1.0',
  info: { title: 'T', version: '1' },
  servers: [{ url: 'https://api.example.org/v1' }],
  paths,
  ...rest,
});
const read = (document: unknown, options: Partial<ReadOptions> = {}) =>
  readOpenApi(readDocument(document), { endpoint: null, base: null, selection: {}, ...options });
const one = (operation: Given, rest: Given = {}, path = '/things/{id}') => {
  const { tools, operations, notes, properties } = read(documentOf({ [path]: { post: operation } }, rest));
  return { tool: tools[0]!, operation: operations[0]!, notes, properties };
};
const refusal = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return (error as AppError).message;
  }
  throw new Error('was not refused');
};
const json = (schema: unknown, required = true) => ({
  required,
  content: { 'application/json': { schema } },
});
const text = { type: 'string' };

test('parameters and the body become one input, and names that collide are told apart', () => {
  const { tool, operation } = one(
    {
      operationId: 'change thing!',
      summary: 'Changes a thing',
      description: 'At once.',
      parameters: [
        { name: 'id', in: 'query', schema: text },
        { name: 'id', in: 'path', required: true, schema: text },
        { name: 'X-Id', in: 'header', schema: text, description: 'A header' },
        { name: 'Authorization', in: 'header', schema: text },
      ],
      requestBody: json({
        type: 'object',
        required: ['id'],
        properties: { id: text, name: { type: ['string', 'null'] }, at: { type: 'string', readOnly: true } },
      }),
    },
    {},
  );
  expect(tool).toEqual({
    name: 'change_thing',
    description: 'Changes a thing\n\nAt once.',
    repeatable: false,
    inputSchema: {
      type: 'object',
      additionalProperties: false,
      required: ['id', 'body_id'],
      properties: {
        id: text,
        query_id: text,
        'X-Id': { type: 'string', description: 'A header' },
        body_id: text,
        name: { type: ['string', 'null'] },
      },
    },
  });
  expect(operation).toMatchObject({
    ...{ tool: 'change_thing', method: 'POST', server: 'https://api.example.org/v1', path: '/things/{id}' },
    parameters: [
      { argument: 'id', name: 'id', in: 'path', style: 'simple' },
      { argument: 'query_id', name: 'id', in: 'query', style: 'form', explode: true },
      { argument: 'X-Id', name: 'X-Id', in: 'header' },
    ],
    body: {
      format: 'json',
      argument: null,
      properties: [{ argument: 'body_id', name: 'id' }, { argument: 'name' }],
    },
  });
});

test('3.0 is translated: nullable, exclusive bounds, inheritance; what is read only is not asked for', () => {
  const document = documentOf(
    { '/a': { put: { operationId: 'a', requestBody: json({ $ref: '#/components/schemas/Cat' }) } } },
    {
      openapi: '3.0.1',
      components: {
        schemas: {
          Pet: {
            type: 'object',
            required: ['id', 'name'],
            properties: { id: { ...text, readOnly: true }, name: text },
          },
          Cat: {
            allOf: [
              { $ref: '#/components/schemas/Pet' },
              {
                type: 'object',
                required: ['lives'],
                properties: {
                  lives: { type: 'integer', minimum: 0, exclusiveMinimum: true, nullable: true },
                  colour: { type: 'string', enum: ['black', 'white'], nullable: true },
                  owner: { nullable: true, allOf: [{ $ref: '#/components/schemas/Pet' }] },
                },
              },
            ],
          },
        },
      },
    },
  );
  const [tool] = read(document).tools;
  expect(tool?.repeatable).toBe(true);
  expect(tool?.inputSchema).toMatchObject({
    required: ['name', 'lives'],
    properties: {
      name: text,
      lives: { type: ['integer', 'null'], exclusiveMinimum: 0 },
      colour: { type: ['string', 'null'], enum: ['black', 'white', null] },
      owner: { anyOf: [{ allOf: [{ type: 'object', properties: { name: text } }] }, { type: 'null' }] },
    },
  });
  const shown = JSON.stringify(tool?.inputSchema);
  for (const word of ['nullable', '$ref', 'readOnly', '"minimum"']) expect(shown).not.toContain(word);
});

test('schemas that contain themselves end; nothing refers to anything any more', () => {
  const { tool } = one(
    {
      operationId: 'grow',
      parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
      requestBody: json({ $ref: '#/components/schemas/Tree' }),
    },
    {
      components: {
        schemas: {
          Tree: {
            type: 'object',
            properties: {
              name: text,
              children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
            },
          },
        },
      },
    },
  );
  expect(tool.inputSchema.properties).toEqual({
    id: text,
    name: text,
    children: { type: 'array', items: { type: 'object' } },
  });
});

test('an input that is too large for a model is described less deeply, and the notes say so', () => {
  const level = (depth: number): Given => ({
    type: 'object',
    properties:
      depth === 0
        ? { end: text }
        : Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`part${n}`, level(depth - 1)])),
  });
  const { tool, notes } = one({ operationId: 'huge', requestBody: json(level(5)) }, {}, '/huge');
  expect(JSON.stringify(tool.inputSchema).length).toBeLessThan(12_000);
  expect(Object.keys(tool.inputSchema.properties!)).toHaveLength(6);
  expect(notes).toEqual(['POST /huge (huge): the deeper parts of its input are left open']);
});

test('references that multiply are not unfolded', () => {
  const schemas = Object.fromEntries(
    Array.from({ length: 40 }, (_, n) => {
      const next = { $ref: `#/components/schemas/S${n + 1}` };
      const properties = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`p${at}`, next]));
      return [`S${n}`, { type: 'object', properties, allOf: [next, next] }];
    }),
  );
  const begun = performance.now();
  const { tool, notes } = one(
    { operationId: 'many', requestBody: json({ $ref: '#/components/schemas/S0' }) },
    { components: { schemas: { ...schemas, S40: {} } } },
    '/many',
  );
  expect(performance.now() - begun).toBeLessThan(5_000);
  expect(JSON.stringify(tool.inputSchema).length).toBeLessThan(12_000);
  expect(notes).toHaveLength(1);
});

test('names are unique, safe and the same each time', () => {
  const paths = Object.fromEntries(
    ['/a b', '/a-b', '/a/b', `/${'long/'.repeat(30)}x`, `/${'long/'.repeat(30)}y`].map((path) => [
      path,
      { get: { responses: {} } },
    ]),
  );
  const names = read(documentOf(paths)).tools.map(({ name }) => name);
  expect(names).toEqual(read(documentOf(paths)).tools.map(({ name }) => name));
  expect(new Set(names).size).toBe(5);
  for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
  expect(names.slice(0, 3)).toEqual(['get_a_b', 'get_a-b', 'get_a_b_2']);
});

test('what cannot be called is left out by name', () => {
  const operation = { responses: {} };
  const { tools, notes } = read(
    documentOf(
      {
        '/ok': { get: { ...operation, operationId: 'ok', security: [{ OAuth: [] }, { Key: [] }] } },
        '/file': {
          post: {
            operationId: 'file',
            requestBody: { content: { 'multipart/form-data': { schema: {} } } },
          },
        },
        '/xml': { put: { operationId: 'xml', requestBody: { content: { 'application/xml': {} } } } },
        '/far': { get: { operationId: 'far', parameters: [{ $ref: './other.yaml#/p' }] } },
        '/lost': { get: { operationId: 'lost', parameters: [{ $ref: '#/components/parameters/none' }] } },
        '/loop': { get: { operationId: 'loop', parameters: [{ $ref: '#/components/parameters/a' }] } },
        '/who': { get: { operationId: 'who', security: [{ OAuth: [] }] }, trace: {} },
        '/host': {
          get: { operationId: 'host', parameters: [{ name: 'Host', in: 'header', required: true }] },
        },
        '/names': {
          post: {
            operationId: 'names',
            requestBody: json({ type: 'object', properties: { in: { properties: { constructor: text } } } }),
          },
        },
      },
      {
        components: {
          parameters: { a: { $ref: '#/components/parameters/b' }, b: { $ref: '#/components/parameters/a' } },
          securitySchemes: {
            OAuth: {
              type: 'oauth2',
              flows: { implicit: { authorizationUrl: 'https://a.example', scopes: {} } },
            },
            Key: { type: 'apiKey', in: 'query', name: 'key' },
          },
        },
      },
    ),
  );
  expect(tools.map(({ name }) => name)).toEqual(['ok']);
  expect(notes).toEqual([
    'TRACE /who: this method is not called',
    'POST /file (file) is left out: its body is multipart/form-data, which is not supported',
    'PUT /xml (xml) is left out: its body is application/xml, which is not supported',
    'GET /far (far) is left out: it refers to another document (./other.yaml#/p)',
    'GET /lost (lost) is left out: its reference #/components/parameters/none leads nowhere',
    'GET /loop (loop) is left out: its reference #/components/parameters/a leads to itself',
    'GET /who (who) is left out: its security scheme OAuth is OAuth 2 without client credentials, which is not supported',
    'GET /host (host) is left out: its header parameter Host cannot be sent',
    expect.stringContaining('POST /names (names) is left out: '),
  ]);
});

test('security schemes become settings, the secret ones for writing only', () => {
  const schemes = {
    Key: { type: 'apiKey', in: 'header', name: 'X-Key', description: 'Ask the shop for it' },
    'Log in': { type: 'http', scheme: 'Basic' },
    Token: { type: 'http', scheme: 'bearer' },
    Client: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://id.example.org/token' } } },
    Unused: { type: 'apiKey', in: 'header', name: 'X-Other' },
  };
  const security = [{ Key: [], 'Log in': [] }, { Token: [] }, { Client: ['read'] }];
  const { operation, properties } = one(
    { operationId: 'a', security },
    { components: { securitySchemes: schemes } },
    '/a',
  );
  expect(operation.security).toEqual([
    [
      { kind: 'api-key', in: 'header', name: 'X-Key', secret: 'Key' },
      { kind: 'basic', user: 'Log_in_username', secret: 'Log_in_password' },
    ],
    [{ kind: 'bearer', secret: 'Token' }],
    [
      {
        ...{ kind: 'client-credentials', tokenUrl: 'https://id.example.org/token', scopes: ['read'] },
        ...{ client: 'Client_clientId', secret: 'Client_clientSecret' },
      },
    ],
  ]);
  expect(Object.entries(properties).map(([name, { writeOnly }]) => [name, writeOnly ?? false])).toEqual([
    ['Key', true],
    ['Log_in_username', false],
    ['Log_in_password', true],
    ['Token', true],
    ['Client_clientId', false],
    ['Client_clientSecret', true],
  ]);
  expect(properties.Key).toMatchObject({ description: 'Ask the shop for it' });
});

test('servers: variables are settings, relative ones stand on the address of the document', () => {
  const paths = { '/a': { get: { operationId: 'a' } } };
  const servers = [
    {
      url: 'https://{region}.example.org/{version}',
      variables: { region: { default: 'eu', enum: ['eu', 'us'] }, version: { default: 'v1' } },
    },
  ];
  const { operations, properties } = read(documentOf(paths, { servers }));
  expect(operations[0]?.server).toBe('https://{region}.example.org/{version}');
  expect(properties).toMatchObject({
    region: { default: 'eu', enum: ['eu', 'us'] },
    version: { default: 'v1' },
  });
  const relative = documentOf(paths, { servers: [{ url: '/api/' }] });
  expect(read(relative, { base: 'https://docs.example.org/openapi.json' }).operations[0]?.server).toBe(
    'https://docs.example.org/api',
  );
  expect(read(relative, { endpoint: 'https://api.example.org/v2/' }).operations[0]?.server).toBe(
    'https://api.example.org/v2',
  );
  expect(refusal(() => read(relative))).toContain('manifest.endpoint has to say');
});

test('more operations than a plugin may have are refused until some are chosen', () => {
  const paths = Object.fromEntries(
    Array.from({ length: 201 }, (_, n) => [
      `/things/${n}`,
      { get: { operationId: `thing${n}`, tags: [n < 3 ? 'few' : 'many'] } },
    ]),
  );
  const document = documentOf(paths);
  expect(refusal(() => read(document))).toContain('201 operations are more than the 200');
  const names = (selection: ReadOptions['selection']) =>
    read(document, { selection }).tools.map(({ name }) => name);
  expect(names({ tags: ['few'] })).toEqual(['thing0', 'thing1', 'thing2']);
  expect(names({ operations: ['thing7', 'get /things/9'] })).toEqual(['thing7', 'thing9']);
  expect(names({ operations: ['thing7'], tags: ['few'] })).toHaveLength(4);
  expect(refusal(() => names({ operations: ['thing7', 'nothing'] }))).toContain(
    'no operation or tag nothing',
  );
});

test.each([
  ['nothing', '', 'not an OpenAPI document'],
  ['a sentence', 'just some words', 'not an OpenAPI document'],
  ['broken YAML', 'openapi: 3.1.0\n  paths: [', 'neither JSON nor YAML'],
  ['broken JSON', '{"openapi": ', 'neither JSON nor YAML'],
  ['Swagger', { swagger: '2.0', paths: {} }, 'Swagger 2.0'],
  ['another version', { openapi: '4.0.0', paths: {} }, '3.0 or 3.1'],
  ['no operations', { openapi: '3.0.0', paths: {} }, 'no operation can become a tool'],
  ['too much', `openapi: 3.1.0\n#${'x'.repeat(1_000_000)}`, 'longer than 1 MB'],
  ['aliases that multiply', bomb(), 'neither JSON nor YAML'],
])('%s is refused with a reason', (_, document, reason) => {
  expect(refusal(() => read(document))).toContain(reason);
});

test('YAML says the same as JSON', () => {
  const yaml = `
openapi: 3.0.0
info: { title: T, version: "1" }
servers: [{ url: https://api.example.org }]
paths:
  /a/{when}:
    get:
      operationId: a
      parameters:
        - &when { name: when, in: path, required: true, schema: { type: string, format: date, default: 2020-01-01 } }
      responses: { 200: { description: ok } }
`;
  expect(read(yaml).tools[0]).toMatchObject({
    name: 'a',
    inputSchema: {
      properties: { when: { type: 'string', format: 'date', default: '2020-01-01' } },
      required: ['when'],
    },
  });
});

function bomb(): string {
  const lines = ['openapi: 3.1.0', 'a0: &a0 [x, x]'];
  for (let n = 1; n < 40; n++) lines.push(`a${n}: &a${n} [*a${n - 1}, *a${n - 1}, *a${n - 1}]`);
  return lines.join('\n');
}
