import { confirmTotp, disableTotp, enrollTotp, presentTotp, totpRepository } from '../../accounts/index.js';
import { Empty } from '../../contracts/common.contract.js';
import {
  ConfirmTotp,
  DisableTotp,
  EnrolledTotp,
  RecoveryCodes,
  TotpState,
} from '../../contracts/identity.contract.js';
import type { Sealer } from '../../platform/crypto/sealer.js';
import { done, ok } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = {
  surface: 'platform',
  path: '/api/v1/auth/totp',
  tag: 'Authentication',
  access: 'user',
  sessionOnly: true,
  limit: 'session',
} as const;

export const createTotpRoutes = ({ sealer }: { sealer: Sealer }) => [
  defineRoute({
    ...common,
    method: 'GET',
    summary: 'Get the state of two-factor authentication',
    limit: 'read',
    responses: { 200: TotpState },
    handler: async ({ actor }) => ok(presentTotp(await totpRepository.systemFind(actor.userId))),
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/auth/totp/enroll',
    summary: 'Enroll an authenticator',
    description:
      'The secret is shown in this answer only. Two-factor authentication begins when a first code is confirmed.',
    responses: { 200: EnrolledTotp },
    errors: ['CONFLICT'],
    handler: async ({ actor }) => ok(await enrollTotp({ actor, sealer })),
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/auth/totp/confirm',
    summary: 'Confirm the authenticator',
    description:
      'From now on signing in needs a code in `totp`. Each recovery code, shown in this answer only, replaces one once.',
    request: { body: ConfirmTotp },
    responses: { 200: RecoveryCodes },
    errors: ['CONFLICT'],
    handler: async ({ actor, body }) =>
      ok({ recoveryCodes: await confirmTotp({ actor, sealer, code: body.code }) }),
  }),
  defineRoute({
    ...common,
    method: 'DELETE',
    summary: 'Switch two-factor authentication off',
    description:
      'Needs the current password or a code, unless the session has proved the second factor within the last ten minutes.',
    request: { body: DisableTotp },
    responses: { 200: Empty },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, body }) => {
      await disableTotp({ actor, sealer, input: body });
      return done('Two-factor authentication is off');
    },
  }),
];
