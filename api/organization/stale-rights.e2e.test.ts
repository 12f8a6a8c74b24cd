import { expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGiven, data, platformUrl, unique } from '../../test/helpers/given.js';
import { beginRequest } from '../../test/helpers/slow-request.js';

const given = createGiven(platformUrl());
const members = '/api/v1/organization/members';
const invitations = '/api/v1/organization/invitations';

/** At once, and so late that the server asks again who it deals with. */
test.each([0, 1_500])(
  'an owner who is one no more gains nothing by requests that began before (%i ms)',
  async (pauseMs) => {
    const host = await given.owner();
    const rival = await given.member(host, 'owner');
    const begun = await Promise.all([
      beginRequest(rival.client, 'PUT', `${members}/${rival.user.id}`, { role: 'owner' }),
      beginRequest(rival.client, 'PUT', `${members}/${host.user.id}`, { role: 'viewer' }),
      beginRequest(rival.client, 'DELETE', `${members}/${host.user.id}`, {}),
      beginRequest(rival.client, 'POST', invitations, { email: `${unique()}@example.org`, role: 'owner' }),
      beginRequest(rival.client, 'POST', '/api/v1/auth/api-key', { scopes: ['admin'] }),
    ]);
    data(await host.client.put(`${members}/${rival.user.id}`, { role: 'viewer' }));
    await sleep(pauseMs);
    for (const { finish } of begun)
      expect(await finish()).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    const list = data(await host.client.get(members));
    expect(list.map(({ role }: { role: string }) => role).sort()).toEqual(['owner', 'viewer']);
    expect(data(await host.client.get(invitations)).map(({ status }: { status: string }) => status)).toEqual([
      'accepted',
    ]);
    expect(data(await host.client.get('/api/v1/auth/api-key'))).toEqual([]);
  },
);

test('neither an ended session nor a revoked key finishes a change that it began', async () => {
  const owner = await given.owner();
  const { id, key } = data(await owner.client.post('/api/v1/auth/api-key', { scopes: ['write'] }), 201);
  const byKey = given.anonymous.with({ 'X-API-Key': key });
  const guest = await given.member(owner, 'editor');
  const begun = await Promise.all(
    [byKey, guest.client].map((client) =>
      beginRequest(client, 'POST', '/api/v1/chatbots', { name: unique('late') }),
    ),
  );
  data(await owner.client.delete(`/api/v1/auth/api-key/${id}`));
  data(await owner.client.delete(`${members}/${guest.user.id}`));
  await sleep(1_500);
  for (const { finish } of begun)
    expect(await finish()).toMatchObject({ status: 401, body: { code: 'UNAUTHORIZED' } });
  expect(data(await owner.client.get('/api/v1/chatbots'))).toEqual([]);
});

test('a slow request of somebody who still may is served', async () => {
  const owner = await given.owner();
  const { finish } = await beginRequest(owner.client, 'POST', '/api/v1/chatbots', { name: unique('slow') });
  await sleep(1_500);
  expect((await finish()).status).toBe(201);
});
