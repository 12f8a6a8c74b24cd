import { Secret, TOTP } from 'otpauth';
import { administrator } from '../../helpers/platform.js';
import { data, unique, unusedId } from '../../helpers/given.js';
import { mailTo, tokenIn } from '../../helpers/outbox.js';
import type { CallTable } from '../operation-calls.js';
import type { World } from '../world.js';

const somebody = () => {
  const username = unique('user');
  return { username, email: `${username}@example.org`, password: 'correct horse battery' };
};
const codeOf = (secret: string) => TOTP.generate({ secret: Secret.fromBase32(secret) });
const enroll = async ({ given }: World) => {
  const member = await given.owner();
  const { secret } = data(await member.client.post('/api/v1/auth/totp/enroll'));
  return { member, code: codeOf(secret) };
};
const withTotp = async (world: World) => {
  const { member, code } = await enroll(world);
  data(await member.client.post('/api/v1/auth/totp/confirm', { code }));
  return member;
};

export const identityCalls: CallTable = {
  'POST /api/v1/auth/register': {
    call: () => ({ body: somebody() }),
    errors: { 409: ({ owner }) => ({ body: { ...somebody(), username: owner.user.username } }) },
  },
  'POST /api/v1/auth/login': {
    call: ({ owner: { user, password } }) => ({ body: { username: user.username, password } }),
    errors: { 401: ({ owner: { user } }) => ({ body: { username: user.username, password: 'wrong' } }) },
  },
  'POST /api/v1/auth/refresh-token': {
    call: async ({ given }) => ({ body: { refreshToken: (await given.owner()).refreshToken } }),
    errors: { 401: () => ({ body: { refreshToken: 'spent' } }) },
  },
  'POST /api/v1/auth/logout': { call: async ({ given }) => ({ as: (await given.owner()).client }) },
  'POST /api/v1/auth/password-reset-request': {
    call: ({ owner: { user } }) => ({ body: { email: user.email } }),
  },
  'POST /api/v1/auth/password-reset': {
    call: async ({ given }) => {
      const { email } = (await given.owner()).user;
      data(await given.anonymous.post('/api/v1/auth/password-reset-request', { email }));
      return { body: { token: tokenIn(await mailTo(email)), password: 'another horse battery' } };
    },
  },
  'GET /api/v1/auth/me': { call: () => ({}) },
  'PUT /api/v1/auth/me': {
    call: async ({ given }) => ({ as: (await given.owner()).client, body: { name: 'Ada Lovelace' } }),
    errors: { 409: ({ colleague }) => ({ body: { username: colleague.user.username } }) },
  },
  'GET /api/v1/auth/totp': { call: () => ({}) },
  'POST /api/v1/auth/totp/enroll': {
    call: async ({ given }) => ({ as: (await given.owner()).client }),
    errors: { 409: async (world) => ({ as: (await withTotp(world)).client }) },
  },
  'POST /api/v1/auth/totp/confirm': {
    isBrief: true,
    call: async (world) => {
      const { member, code } = await enroll(world);
      return { as: member.client, body: { code } };
    },
    errors: { 409: () => ({ body: { code: '123456' } }) },
  },
  'DELETE /api/v1/auth/totp': {
    call: async (world) => {
      const { client, password } = await withTotp(world);
      return { as: client, body: { password } };
    },
    errors: { 404: ({ owner: { password } }) => ({ body: { password } }) },
  },
  'POST /api/v1/auth/api-key': { call: () => ({ body: { name: 'CI', scopes: ['read'] } }) },
  'GET /api/v1/auth/api-key': { call: () => ({}) },
  'DELETE /api/v1/auth/api-key/{id}': {
    call: async ({ post }) => ({ params: { id: (await post('/auth/api-key', { scopes: ['read'] })).id } }),
  },
  'GET /api/v1/auth/sessions': { call: () => ({}) },
  'DELETE /api/v1/auth/sessions': { call: async ({ given }) => ({ as: (await given.owner()).client }) },
  'DELETE /api/v1/auth/sessions/{id}': {
    call: async ({ given }) => {
      const { client } = await given.owner();
      const [session] = data(await client.get('/api/v1/auth/sessions'));
      return { as: client, params: { id: session.id } };
    },
  },
  'GET /api/v1/auth/organizations': { call: () => ({}) },
  'PUT /api/v1/auth/organization': {
    call: async ({ given }) => {
      const { client, user } = await given.owner();
      return { as: client, body: { organizationId: user.organizationId } };
    },
    errors: { 404: () => ({ body: { organizationId: unusedId() } }) },
  },
  'GET /api/v1/organization': { call: () => ({}) },
  'PUT /api/v1/organization': { call: () => ({ body: { name: unique('Example Inc. ') } }) },
  'GET /api/v1/organization/members': { call: () => ({}) },
  'PUT /api/v1/organization/members/{userId}': {
    call: ({ colleague }) => ({ params: { userId: colleague.user.id }, body: { role: 'viewer' } }),
    // The last owner stays one.
    errors: { 409: ({ owner }) => ({ params: { userId: owner.user.id }, body: { role: 'viewer' } }) },
  },
  'DELETE /api/v1/organization/members/{userId}': {
    // Owners remove others; whoever leaves needs to be nothing more than a member.
    call: async ({ given, owner }) => {
      const { client, user } = await given.member(owner, 'viewer');
      return { as: client, params: { userId: user.id } };
    },
    errors: {
      404: () => ({ params: { userId: unusedId() } }),
      409: ({ owner }) => ({ params: { userId: owner.user.id } }),
    },
  },
  'POST /api/v1/organization/invitations': {
    call: () => ({ body: { email: `${unique()}@example.org`, role: 'viewer' } }),
    errors: { 409: ({ colleague }) => ({ body: { email: colleague.user.email, role: 'viewer' } }) },
  },
  'GET /api/v1/organization/invitations': { call: () => ({}) },
  'DELETE /api/v1/organization/invitations/{id}': {
    call: async ({ post }) => {
      const invitation = { email: `${unique()}@example.org`, role: 'viewer' };
      return { params: { id: (await post('/organization/invitations', invitation)).id } };
    },
  },
  'POST /api/v1/organization/invitations/accept': {
    call: async ({ given, post }) => {
      const guest = await given.owner();
      const invitation = { email: guest.user.email, role: 'viewer' };
      return {
        as: guest.client,
        body: { token: (await post('/organization/invitations', invitation)).token },
      };
    },
    errors: { 404: () => ({ body: { token: 'inv_unknown' } }) },
  },
  'GET /api/v1/audit-log': { call: () => ({}) },
  'GET /api/v1/admin/audit-log': { call: () => ({}) },
  'GET /api/v1/admin/users': { call: ({ owner }) => ({ query: { search: owner.user.username } }) },
  'GET /api/v1/admin/users/{id}': { call: ({ owner }) => ({ params: { id: owner.user.id } }) },
  'PUT /api/v1/admin/users/{id}': {
    call: async ({ given }) => ({
      params: { id: (await given.owner()).user.id },
      body: { name: 'Ada Lovelace' },
    }),
    errors: {
      409: ({ owner, colleague }) => ({
        params: { id: colleague.user.id },
        body: { email: owner.user.email },
      }),
    },
  },
  'DELETE /api/v1/admin/users/{id}': {
    call: async ({ given }) => ({ params: { id: (await given.owner()).user.id } }),
    // Nobody deletes their own account.
    errors: {
      409: async ({ given }) => {
        const { user } = data(await given.anonymous.post('/api/v1/auth/login', administrator));
        return { params: { id: user.id } };
      },
    },
  },
};
