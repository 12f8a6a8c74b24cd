import { z } from 'zod';
import { Id, Timestamp } from './common.contract.js';

export const installationRoles = ['user', 'moderator', 'admin'] as const;
export type InstallationRole = (typeof installationRoles)[number];

/** What a member may do inside an organisation, weakest first. */
export const organizationRoles = ['viewer', 'editor', 'owner'] as const;
export type OrganizationRole = (typeof organizationRoles)[number];

/** What an API key may do. `admin` includes the others; installation administration needs an administrator's key too. */
export const apiKeyScopes = ['read', 'chat', 'write', 'admin'] as const;
export type ApiKeyScope = (typeof apiKeyScopes)[number];

export const Username = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$/, 'expected 3 to 64 letters, digits, dots, dashes or underscores')
  .meta({ example: 'ada' });
export const Email = z.email().max(254).meta({ example: 'ada@example.org' });
export const Password = z.string().min(8).max(200).meta({ example: 'correct horse battery' });

export const RegisterUser = z
  .strictObject({
    username: Username,
    email: Email,
    password: Password,
    name: z.string().trim().min(1).max(100).optional(),
  })
  .meta({ id: 'RegisterUser' });
export type RegisterUser = z.output<typeof RegisterUser>;

export const Login = z
  .strictObject({
    username: z.string().min(1).max(254).optional(),
    email: z.string().min(1).max(254).optional(),
    password: z.string().min(1).max(200),
  })
  .refine(
    (value) => (value.username === undefined) !== (value.email === undefined),
    'give either username or email',
  )
  .meta({ id: 'Login' });
export type Login = z.output<typeof Login>;

export const RefreshToken = z
  .strictObject({ refreshToken: z.string().min(1).max(512) })
  .meta({ id: 'RefreshToken' });

export const User = z
  .strictObject({
    id: Id,
    username: z.string(),
    email: z.string(),
    name: z.string().nullable(),
    role: z.enum(installationRoles),
    organizationId: Id,
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'User' });
export type User = z.output<typeof User>;

export const Session = z
  .strictObject({
    user: User,
    accessToken: z.string(),
    refreshToken: z.string(),
    expiresIn: z.int().meta({ description: 'Seconds until the access token expires' }),
  })
  .meta({ id: 'Session' });
export type Session = z.output<typeof Session>;

export const CreateApiKey = z
  .strictObject({
    name: z.string().trim().min(1).max(100).optional(),
    scopes: z.array(z.enum(apiKeyScopes)).min(1).max(4).default(['read', 'chat', 'write']),
    expiresAt: Timestamp.optional(),
  })
  .meta({ id: 'CreateApiKey' });
export type CreateApiKey = z.output<typeof CreateApiKey>;

const apiKeyFields = {
  id: Id,
  name: z.string().nullable(),
  prefix: z.string(),
  scopes: z.array(z.enum(apiKeyScopes)),
  expiresAt: Timestamp.nullable(),
  createdAt: Timestamp,
};
export const ApiKey = z
  .strictObject({ ...apiKeyFields, lastUsedAt: Timestamp.nullable() })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.output<typeof ApiKey>;
export const CreatedApiKey = z
  .strictObject({ ...apiKeyFields, key: z.string().meta({ description: 'Shown once' }) })
  .meta({ id: 'CreatedApiKey' });
export type CreatedApiKey = z.output<typeof CreatedApiKey>;
