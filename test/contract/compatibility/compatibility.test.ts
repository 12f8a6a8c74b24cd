import { describe, expect, test } from '@jest/globals';
import { findBreaks } from './compare-documents.js';
import type { Document, Operation, Schema } from './document.js';
import { formatDocument, reduceDocument } from './reduce-document.js';

const json = (schema: Schema) => ({ content: { 'application/json': { schema } } });
const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const text: Schema = { type: 'string' };

const bot = object(
  {
    id: text,
    name: text,
    note: { anyOf: [text, { type: 'null' }] },
    parent: { $ref: '#/components/schemas/Bot' },
  },
  ['id', 'name'],
);
const input = object(
  {
    name: { type: 'string', minLength: 1, maxLength: 100 },
    tone: { type: 'string', enum: ['warm', 'plain'] },
    size: { type: 'number', minimum: 0, maximum: 10 },
    tags: { type: 'array', items: text, maxItems: 20 },
    data: { type: 'object', additionalProperties: {} },
    target: {
      oneOf: [
        object({ kind: { const: 'a' }, a: text }, ['kind']),
        object({ kind: { const: 'b' } }, ['kind']),
      ],
    },
  },
  ['name'],
);
const operation: Operation = {
  'x-access': 'user',
  'x-org-role': 'viewer',
  parameters: [{ name: 'search', in: 'query', schema: text }],
  requestBody: json(input),
  responses: { 200: json({ $ref: '#/components/schemas/Bot' }), 404: json(object({ code: text })) },
};
const made: Document = {
  paths: { '/bots': { post: operation, get: { responses: { 200: {} } } } },
  webhooks: { 'bot.made': { post: { requestBody: json(object({ id: text }, ['id'])) } } },
  components: { schemas: { Bot: bot } },
};

/** The document with something changed in it. */
function changed(
  change: (document: Document & { input: Schema; bot: Schema; post: Operation }) => unknown,
): Document {
  const copy = JSON.parse(JSON.stringify(made)) as Document;
  const post = copy.paths['/bots']!.post!;
  change({
    ...copy,
    post,
    input: post.requestBody!.content!['application/json']!.schema!,
    bot: copy.components.schemas.Bot!,
  });
  return copy;
}

describe('what harms a client is told, with its place', () => {
  const at = 'POST /bots request';
  const cases: [string, string, Parameters<typeof changed>[0]][] = [
    ['an operation is gone', 'GET /bots: is gone', ({ paths }) => delete paths['/bots']!.get],
    ['a path is gone', 'POST /bots: is gone', ({ paths }) => delete paths['/bots']],
    ['an answer is gone', 'POST /bots 200: is gone', ({ post }) => delete post.responses!['200']],
    [
      'a type of content is gone',
      `${at}: application/json is gone`,
      ({ post }) => (post.requestBody!.content = {}),
    ],
    [
      'a body became required',
      `${at}: a body became required`,
      ({ post }) => (post.requestBody!.required = true),
    ],
    ['a parameter is gone', 'POST /bots query search: is gone', ({ post }) => (post.parameters = [])],
    [
      'a parameter became required',
      'POST /bots query search: became required',
      ({ post }) => (post.parameters![0]!.required = true),
    ],
    [
      'a new parameter is required',
      'POST /bots query of: became required',
      ({ post }) => post.parameters!.push({ name: 'of', in: 'query', required: true }),
    ],
    [
      'only administrators may',
      'POST /bots: x-access became admin, was user',
      ({ post }) => (post['x-access'] = 'admin'),
    ],
    [
      'only editors may',
      'POST /bots: x-org-role became editor, was viewer',
      ({ post }) => (post['x-org-role'] = 'editor'),
    ],
    [
      'a key needs another scope',
      'POST /bots: x-scope became write, was not set',
      ({ post }) => (post['x-scope'] = 'write'),
    ],
    ['a field of a request is gone', `${at} tone: is gone`, ({ input }) => delete input.properties!.tone],
    [
      'an optional field became required',
      `${at} tone: became required`,
      ({ input }) => input.required!.push('tone'),
    ],
    [
      'a value is gone',
      `${at} tone: the value "warm" is accepted no more`,
      ({ input }) => (input.properties!.tone!.enum = ['plain']),
    ],
    [
      'a free text got values',
      `${at} name: the value "any other" is accepted no more`,
      ({ input }) => (input.properties!.name!.enum = ['x']),
    ],
    [
      'a text may be less long',
      `${at} name: maxLength became 50, was 100`,
      ({ input }) => (input.properties!.name!.maxLength = 50),
    ],
    [
      'a number has to be larger',
      `${at} size: minimum became 1, was 0`,
      ({ input }) => (input.properties!.size!.minimum = 1),
    ],
    [
      'a form is asked for',
      `${at} name: format became uri, was not set`,
      ({ input }) => (input.properties!.name!.format = 'uri'),
    ],
    [
      'a number became an integer',
      `${at} size: the type number is gone`,
      ({ input }) => (input.properties!.size!.type = 'integer'),
    ],
    [
      'an element became a number',
      `${at} tags[]: the type string is gone`,
      ({ input }) => (input.properties!.tags!.items = { type: 'number' }),
    ],
    [
      'free data is bounded',
      `${at} data: other fields are accepted no more`,
      ({ input }) => (input.properties!.data!.additionalProperties = false),
    ],
    [
      'a choice is gone',
      `${at} target.kind: the value "b" is accepted no more`,
      ({ input }) => input.properties!.target!.oneOf!.pop(),
    ],
    [
      'a field of an answer is gone',
      'POST /bots 200 note: is gone',
      ({ bot }) => delete bot.properties!.note,
    ],
    [
      'a field may be missing',
      'POST /bots 200 name: is not always there any more',
      ({ bot }) => bot.required!.pop(),
    ],
    [
      'a field may be null',
      'POST /bots 200 name: may now be of the type null',
      ({ bot }) => (bot.properties!.name!.type = ['string', 'null']),
    ],
    [
      'a field has another type',
      'POST /bots 200 id: the type string is gone',
      ({ bot }) => (bot.properties!.id!.type = 'integer'),
    ],
    [
      'an error has less in it',
      'POST /bots 404 code: is gone',
      ({ post }) => (post.responses!['404'] = json(object({}))),
    ],
    ['an event is gone', 'POST bot.made: is gone', ({ webhooks }) => delete webhooks!['bot.made']],
    [
      'an event has less in it',
      'event POST bot.made id: is gone',
      ({ webhooks }) => (webhooks!['bot.made']!.post!.requestBody = json(object({}))),
    ],
  ];
  test.each(cases)('%s', (_, sentence, change) => {
    expect(findBreaks(made, changed(change))).toContain(sentence);
  });
});

describe('what is added harms nobody', () => {
  const cases: [string, Parameters<typeof changed>[0]][] = [
    ['nothing at all', () => undefined],
    ['an operation', ({ paths }) => (paths['/more'] = { get: {} })],
    ['an optional parameter', ({ post }) => post.parameters!.push({ name: 'of', in: 'query' })],
    ['an optional field of a request', ({ input }) => (input.properties!.more = text)],
    ['a field of an answer', ({ bot }) => ((bot.properties!.more = text), bot.required!.push('more'))],
    ['a value', ({ input }) => input.properties!.tone!.enum!.push('dry')],
    ['a value of an answer', ({ bot }) => (bot.properties!.name!.enum = ['a'])],
    ['null in a request', ({ input }) => (input.properties!.name!.type = ['string', 'null'])],
    [
      'a choice',
      ({ input }) => input.properties!.target!.oneOf!.push(object({ kind: { const: 'c' } }, ['kind'])),
    ],
    ['wider bounds', ({ input }) => Object.assign(input.properties!.name!, { minLength: 0, maxLength: 200 })],
    [
      'the bound of every integer',
      ({ input }) => (input.properties!.size!.maximum = Number.MAX_SAFE_INTEGER),
    ],
    ['a required field became optional', ({ input }) => (input.required = [])],
    ['an error', ({ post }) => (post.responses!['409'] = {})],
    ['an error that happens no more', ({ post }) => delete post.responses!['404']],
    ['everybody may', ({ post }) => (post['x-access'] = 'public')],
    [
      'a schema got a name',
      (document) => {
        document.components.schemas.Input = document.input;
        document.post.requestBody = json({ $ref: '#/components/schemas/Input' });
      },
    ],
  ];
  test.each(cases)('%s', (_, change) => {
    expect(findBreaks(made, changed(change))).toEqual([]);
  });
});

test('a field that is called like a keyword is kept; words and examples are not', () => {
  const described: object = { type: 'string', description: 'words' };
  const schema = { ...object({ description: described }), examples: [{}] };
  const document = { ...made, components: { schemas: { Bot: schema } } };
  const reduced = reduceDocument(document);
  expect(reduced.components.schemas.Bot).toEqual(object({ description: text }));
  expect(JSON.parse(formatDocument(reduced))).toEqual(reduced);
  expect(findBreaks(reduced, document)).toEqual([]);
});
