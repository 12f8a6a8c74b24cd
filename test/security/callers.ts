import { decodeJwt, SignJWT } from 'jose';
import type { TestClient } from '../helpers/client.js';
import { data, type createGiven, type Member } from '../helpers/given.js';
import { jwtSecret } from '../helpers/stores.js';
import { organizationRoles, scopes, type CallerKind } from './documented-access.js';

type Given = ReturnType<typeof createGiven>;

export interface Caller extends CallerKind {
  who: string;
  client: TestClient;
}

/** A token as the platform makes them, but for what is given. */
async function tokenOf({ client }: Member, { audience = 'api', expires = '5m' as string | number }) {
  const { sid, sub } = decodeJwt(client.headers.Authorization!.slice('Bearer '.length));
  return new SignJWT({ sid, sub })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
    .setIssuer('chatbots-platform')
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(jwtSecret()));
}

/** A key for everything that its owner's organisation has taken back. */
async function revokedKey(given: Given, { client }: Member): Promise<TestClient> {
  const { id, key } = data(await client.post('/api/v1/auth/api-key', { scopes: ['admin'] }), 201);
  data(await client.delete(`/api/v1/auth/api-key/${id}`));
  return given.anonymous.with({ 'X-API-Key': key });
}

/** Whoever is not known: there are no credentials, or they do not hold. */
export async function unknownCallers(given: Given, owner: Member): Promise<Caller[]> {
  const bearing = (token: string) => given.anonymous.with({ Authorization: `Bearer ${token}` });
  const leaver = await given.owner();
  data(await leaver.client.post('/api/v1/auth/logout'));
  const past = Math.floor(Date.now() / 1_000) - 1;
  return [
    { who: 'nobody', client: given.anonymous },
    { who: 'an expired token', client: bearing(await tokenOf(owner, { expires: past })) },
    { who: 'a token for another audience', client: bearing(await tokenOf(owner, { audience: 'other' })) },
    { who: 'a session that has ended', client: leaver.client },
    { who: 'a key that was revoked', client: await revokedKey(given, owner) },
  ].map((caller) => ({ ...caller, via: null }));
}

/** A key of a member who was an owner when it was made, and has another role now. */
async function keyOf(given: Given, owner: Member, role: string, scope: string): Promise<TestClient> {
  if (role === 'owner') return given.key(owner, [scope]);
  const member = await given.member(owner, 'owner');
  const key = await given.key(member, [scope]);
  data(await owner.client.put(`/api/v1/organization/members/${member.user.id}`, { role }));
  return key;
}

/** Members of an organisation with every role, and keys of such members with every scope. */
export async function membersAndKeys(given: Given, owner: Member): Promise<Caller[]> {
  const members = organizationRoles.map(async (organizationRole) => ({
    ...{ who: `the ${organizationRole}`, via: 'session' as const, organizationRole },
    client: (await given.member(owner, organizationRole)).client,
  }));
  // What roles and scopes take from a key they take apart.
  const keys = organizationRoles.flatMap((organizationRole) =>
    (organizationRole === 'owner' ? scopes : (['admin'] as const)).map(async (scope) => ({
      ...{ who: `a key to ${scope} of the ${organizationRole}`, via: 'api-key' as const, organizationRole },
      ...{ scopes: [scope], client: await keyOf(given, owner, organizationRole, scope) },
    })),
  );
  return Promise.all([...members, ...keys]);
}

/** Those who look after the installation, in organisations of their own. */
export async function caretakers(given: Given): Promise<Caller[]> {
  const admin = await given.admin();
  const moderator = await given.owner();
  data(await admin.put(`/api/v1/admin/users/${moderator.user.id}`, { role: 'moderator' }));
  const asAdmin = { ...moderator, client: admin };
  const key = { via: 'api-key' as const, role: 'admin' as const };
  return [
    { who: 'a moderator', via: 'session', role: 'moderator', client: moderator.client },
    { who: 'the administrator', via: 'session', role: 'admin', client: admin },
    ...(await Promise.all(
      (['write', 'admin'] as const).map(async (scope) => ({
        ...{ ...key, who: `the administrator's key to ${scope}`, scopes: [scope] },
        client: await given.key(asAdmin, [scope]),
      })),
    )),
  ];
}
