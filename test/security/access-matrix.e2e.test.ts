import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { WebSite } from '../doubles/web-site.js';
import type { Answer, TestClient } from '../helpers/client.js';
import { createGiven, data, platformUrl, unusedId } from '../helpers/given.js';
import {
  createChecks,
  isPrivileged,
  nameOf,
  operationsOf,
  readOpenApi,
  type Operation,
} from '../helpers/openapi.js';
import { until } from '../helpers/until.js';
import { calls, prepareCalls } from '../contract/calls.js';
import { startContractSite } from '../contract/contract-site.js';
import type { Call } from '../contract/operation-calls.js';
import { referenceOperations } from '../contract/reference-operations.js';
import { sendCall } from '../contract/send-call.js';
import { createWorld, type World } from '../contract/world.js';
import { caretakers, membersAndKeys, unknownCallers, type Caller } from './callers.js';
import { organizationRoles, refusalOf, scopes, unclear } from './documented-access.js';
import { attemptsOf, blanked, idsIn } from './foreign-ids.js';

/**
 * Every operation and everybody who might call it, with a call that would succeed. Who is let in is read from the OpenAPI
 * document alone. Two organisations have one of everything; the ids of one are as good as none to the other.
 */
const given = createGiven(platformUrl());
const document = await readOpenApi();
const operations = operationsOf(document);
const { violations } = createChecks(document);
const named = operations.map((one) => [nameOf(one), one] as const);
const ofOrganizations = named.filter(([, one]) => one['x-access'] === 'user');
let site: WebSite;
let theirs: World;
let mine: World;
/** Whom the calls of the other organisation are tried by: everybody but strangers. */
let callers: Caller[];
let strangers: Caller[];
/** Of the other owner, one for each scope. */
let ownKeys: Caller[];
/** By operation: how each organisation would call it; made before anybody tries anything. */
let prepared: { theirs: Map<string, Call>; mine: Map<string, Call> };
let before: Map<string, unknown>;
const asked = { ofCallers: 0, withForeignIds: 0 };
beforeAll(async () => {
  site = await startContractSite();
  [theirs, mine] = await Promise.all([createWorld(given, site), createWorld(given, site)]);
  const [unknown, known, others] = await Promise.all([
    unknownCallers(given, theirs.owner),
    membersAndKeys(given, theirs.owner),
    caretakers(given),
  ]);
  callers = [...unknown, ...known, ...others];
  ownKeys = await Promise.all(
    scopes.map(async (scope) => ({
      ...{ who: `another key to ${scope}`, via: 'api-key' as const, scopes: [scope] },
      client: await given.key(mine.owner, [scope]),
    })),
  );
  strangers = [
    { who: 'another owner', via: 'session', client: mine.client },
    { who: 'another viewer', via: 'session', organizationRole: 'viewer', client: mine.colleague.client },
    ownKeys.at(-1)!,
    others.find(({ who }) => who === 'the administrator')!,
  ];
  const names = operations.map(nameOf);
  const [foreign, own] = await Promise.all([prepareCalls(names, theirs), prepareCalls(names, mine)]);
  prepared = { theirs: foreign, mine: own };
  await until(async () => (await busyJobs(theirs)) === 0, { timeoutMs: 120_000 });
  before = await everythingOf(theirs);
}, 300_000);
afterAll(async () => {
  await site?.close();
  process.stderr.write(
    `${operations.length} operations × ${callers?.length} callers: ${asked.ofCallers} requests let in or refused as documented; ` +
      `${asked.withForeignIds} with ids of another organisation, each answered as one with an id of nobody\n`,
  );
});

const busyJobs = async ({ client }: World): Promise<number> => {
  const of = async (status: string) =>
    data(await client.get(`/api/v1/jobs?status=${status}`)).length as number;
  return (await of('queued')) + (await of('running'));
};
const codes = {
  platform: { 401: 'UNAUTHORIZED', 403: 'FORBIDDEN' },
  ai: { 401: 'UNAUTHORIZED', 403: 'INSUFFICIENT_PERMISSIONS' },
  community: { 401: 'AUTHENTICATION_REQUIRED', 403: 'INSUFFICIENT_PERMISSIONS' },
};
/** A call, and the same one that asks for a stream where there is one. */
const withStream = (operation: Operation, call: Call): Call[] =>
  'text/event-stream' in (operation.responses['200']?.content ?? {})
    ? [call, { ...call, headers: { ...call.headers, Accept: 'text/event-stream' } }]
    : [call];
/** A body too is told by its ids alone, whoever asks. */
const told = ({ status, body }: Answer) => ({ status, body: body as unknown });

test('the reference is kept: each of its operations is served, to whom it says', () => {
  const served = new Map(operations.map((one) => [nameOf(one), one['x-access']]));
  for (const [access, name] of referenceOperations) expect([name, served.get(name)]).toEqual([name, access]);
});

test('every operation is called here, and nothing else', () => {
  expect(Object.keys(calls).sort()).toEqual(operations.map(nameOf).sort());
});

test('every operation says whom it is for', () => {
  for (const operation of operations)
    expect([nameOf(operation), unclear(operation)]).toEqual([nameOf(operation), []]);
  // Each kind is there, so that none is tried in vain.
  const said = (name: 'x-access' | 'x-scope' | 'x-org-role') => [
    ...new Set(operations.map((one) => one[name])),
  ];
  expect(said('x-access').sort()).toEqual(['admin', 'moderator', 'public', 'user']);
  expect(said('x-scope')).toEqual(expect.arrayContaining([...scopes]));
  expect(said('x-org-role')).toEqual(expect.arrayContaining([...organizationRoles]));
});

/** What a viewer may do that leaves something behind, beside what concerns their own account. */
const byViewers = [
  'DELETE /api/v1/organization/members/{userId}',
  'POST /api/v1/organization/invitations/accept',
  'POST /api/ai/digest',
  'POST /api/moderation/analyze',
  'POST /api/moderation/actions',
  'POST /api/moderation/batch',
];

test('the document gives nothing away: strangers, viewers and keys that only read change nothing', () => {
  const open = referenceOperations.filter(([access]) => access === 'public').map(([, name]) => name);
  const isRead = ({ method, 'x-scope': scope }: Operation) =>
    method === 'GET' || ['read', 'chat'].includes(scope ?? '');
  const names = (chosen: Operation[]) => chosen.map(nameOf).sort();
  expect(names(operations.filter((one) => one['x-access'] === 'public'))).toEqual(
    [...open, 'GET /health'].sort(),
  );
  const changing = operations.filter((one) => one['x-access'] === 'user' && !isRead(one));
  const viewers = changing.filter(
    (one) => one['x-org-role'] === 'viewer' && !one.path.startsWith('/api/v1/auth/'),
  );
  expect(names(viewers)).toEqual([...byViewers].sort());
  // A search and a question are posted too.
  const posted = operations.filter(
    (one) => one.method !== 'GET' && isRead(one) && one['x-access'] !== 'public',
  );
  expect(names(posted)).toEqual([
    ...['POST /api/ai/embed', 'POST /api/ai/messages/search', 'POST /api/ai/search'],
    ...['POST /api/ai/sentiment', 'POST /api/ai/summarize'],
    'POST /api/v1/chatbots/{chatbotId}/references/resolve',
    'POST /api/v1/chatbots/{id}/conversation',
    'POST /api/v1/chatbots/{id}/conversation/{conversationId}/end',
    'POST /api/v1/chatbots/{id}/response-rating',
    'POST /api/v1/jobs/estimate',
  ]);
});

test.each(named)('%s lets in whom the document names', async (name, operation) => {
  const call: Call = { ...prepared.theirs.get(name)!, as: undefined };
  const { method, 'x-surface': surface } = operation;
  const refused = async ({ who, client }: Caller, status: 401 | 403) => {
    // Neither a broken body nor an unknown field is noticed before the caller is.
    const unread = { ...call, query: { unknown: '1' }, ...(method === 'GET' ? {} : { body: '{"broken":' }) };
    for (const tried of [...withStream(operation, call), ...(who === 'nobody' ? [unread] : [])]) {
      const answer = await sendCall(operation, tried, client);
      asked.ofCallers += 1;
      const code = surface === 'community' ? answer.body.error?.code : answer.body.code;
      expect({ who, status: answer.status, code: code as string }).toEqual({
        ...{ who, status, code: codes[surface][status] },
      });
      expect(answer.headers.get('x-ratelimit-limit')).toBeTruthy();
      expect(violations(operation.path, method, status, answer.body)).toEqual([]);
    }
  };
  // What is wrong with the request is told to those alone who may make it; so nothing happens yet.
  const admitted = async ({ who, client }: Caller) => {
    const answer = await sendCall(operation, { ...call, query: { ...call.query, unknown: '1' } }, client);
    asked.ofCallers += 1;
    expect({ who, status: answer.status }).toEqual({ who, status: 400 });
    expect(violations(operation.path, method, 400, answer.body)).toEqual([]);
  };
  await Promise.all(
    callers.map((caller) => {
      const status = refusalOf(operation, caller);
      return status === null ? admitted(caller) : refused(caller, status);
    }),
  );
});

test.each(ofOrganizations)('%s takes an id of another organisation for none', async (name, operation) => {
  const [own, foreign] = [prepared.mine.get(name)!, { ...prepared.theirs.get(name)!, as: undefined }];
  const compare = async (one: Call, other: Call, client: TestClient) => {
    const answers = await Promise.all([one, other].map((call) => sendCall(operation, call, client)));
    asked.withForeignIds += 1;
    expect({ status: answers[0]!.status, body: blanked(answers[0]!.body) }).toEqual({
      ...{ status: answers[1]!.status, body: blanked(answers[1]!.body) },
    });
    return answers[0]!;
  };
  for (const attempt of attemptsOf(own, foreign)) {
    const { status } = await compare(attempt.foreign, attempt.absent, mine.client);
    if (attempt.where === 'params') expect([403, 404]).toContain(status);
    if (attempt.where === 'body') expect([400, 404]).toContain(status);
  }
  const [anywhere] = attemptsOf(foreign, own).filter(({ where }) => where === 'params');
  for (const stranger of anywhere ? strangers : []) {
    const absent = withStream(operation, anywhere!.absent);
    for (const [index, call] of withStream(operation, foreign).entries()) {
      const { status } = await compare(call, absent[index]!, stranger.client);
      // A weaker role is refused before anything is looked for; a caretaker may be told of any user that he has done nothing.
      if (!stranger.role) expect([refusalOf(operation, stranger) ?? 404, 403]).toContain(status);
    }
  }
});

test.each(ofOrganizations.filter(([, { method }]) => method === 'GET'))(
  '%s shows nothing of another organisation',
  async (name, operation) => {
    const [own, foreign] = [prepared.mine.get(name)!, prepared.theirs.get(name)!];
    const asked = { ...own, query: { ...own.query, ...foreign.query } };
    const answer = await sendCall(operation, asked, mine.client);
    const text = JSON.stringify(answer.body);
    for (const id of [...Object.values(theirs.ids), theirs.owner.user.id, theirs.owner.user.organizationId])
      if (!idsIn(foreign.query).includes(id as string)) expect(text).not.toContain(id);
  },
);

test('a session is its own user’s, and no colleague’s', async () => {
  const [session] = data(await theirs.client.get('/api/v1/auth/sessions'));
  const colleague = callers.find(({ who }) => who === 'the owner')!.client;
  expect(JSON.stringify((await colleague.get('/api/v1/auth/sessions')).body)).not.toContain(session.id);
  const end = (id: string) => colleague.delete(`/api/v1/auth/sessions/${id}`);
  expect(told(await end(session.id))).toEqual(told(await end(unusedId())));
  expect((await theirs.client.get('/api/v1/auth/me')).status).toBe(200);
});

test('nothing of this has changed anything', async () => {
  const after = await everythingOf(theirs);
  for (const [name, value] of before) expect([name, after.get(name)]).toEqual([name, value]);
});

const isVolatile = (name: string) =>
  /(auth\/|audit-log|export|events|stream$|\/jobs$|\/status$|\/usage$)/.test(name);

/** What its owner reads of a world. */
async function everythingOf(world: World): Promise<Map<string, unknown>> {
  const reads = ofOrganizations.filter(([name]) => name.startsWith('GET ') && !isVolatile(name));
  const read = async ([name, operation]: (typeof reads)[number]) => {
    const { status, body } = await sendCall(operation, prepared.theirs.get(name)!, world.client);
    return [name, { status, data: body.data as unknown }] as const;
  };
  return new Map(await Promise.all(reads.map(read)));
}

/** The least of those who may do this: what others were refused is nothing but this. */
const leastOf = (operation: Operation, via: 'session' | 'api-key', among: Caller[]): Caller | undefined =>
  among.find(
    (caller) =>
      caller.via === via &&
      (caller.role === 'admin') === isPrivileged(operation) &&
      refusalOf(operation, caller) === null,
  );

test.each(named)('%s succeeds as documented for who may do little else', async (name, operation) => {
  const { call: make, status, isBrief } = calls[name]!;
  const documented = Object.keys(operation.responses)
    .map(Number)
    .filter((code) => code < 300);
  const succeeds = async (call: Call, client: TestClient) => {
    const answer = await sendCall(operation, call, client);
    expect({ status: answer.status, body: answer.status < 300 ? {} : answer.body }).toEqual({
      status: status ?? (documented.includes(answer.status) ? answer.status : documented[0]),
      body: {},
    });
    const [type = ''] = (answer.headers.get('content-type') ?? '').split(';');
    expect(Object.keys(operation.responses[answer.status]?.content ?? {})).toContain(type);
    if (type === 'application/json')
      expect(violations(operation.path, operation.method, answer.status, answer.body)).toEqual([]);
  };
  const { client } = leastOf(operation, 'session', callers) ?? { client: given.anonymous };
  await succeeds(isBrief ? await make(theirs) : prepared.theirs.get(name)!, client);
  const key = leastOf(operation, 'api-key', [...ownKeys, ...callers]);
  const call = prepared.mine.get(name)!;
  if (key && !isBrief && !call.as) await succeeds(call, key.client);
});
