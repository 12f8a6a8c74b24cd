import { z } from 'zod';
import { Id, Timestamp } from './common.contract.js';

export const installationRoles = ['user', 'moderator', 'admin'] as const;
export type InstallationRole = (typeof installationRoles)[number];

/** Only active users can do anything; one that is being deleted never comes back. */
export const userStatuses = ['active', 'suspended', 'deleting'] as const;
export type UserStatus = (typeof userStatuses)[number];

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
/** Its local part has at most 64 octets (RFC 5321, 4.5.3.1.1). */
export const Email = z
  .email()
  .max(254)
  .regex(/^[^@]{1,64}@/, 'the part before the @ is longer than 64 characters')
  .meta({ example: 'ada@example.org' });
export const Password = z.string().min(8).max(200).meta({ example: 'correct horse battery' });

const WantsCookie = z
  .boolean()
  .optional()
  .meta({ description: 'Also sets the session cookie nhost-session, for browsers' });

export const RegisterUser = z
  .strictObject({
    username: Username,
    email: Email,
    password: Password,
    name: z.string().trim().min(1).max(100).optional(),
    cookie: WantsCookie,
  })
  .meta({ id: 'RegisterUser' });
export type RegisterUser = z.output<typeof RegisterUser>;

export const Login = z
  .strictObject({
    username: z.string().min(1).max(254).optional(),
    email: z.string().min(1).max(254).optional(),
    password: z.string().min(1).max(200),
    totp: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .meta({ description: 'A code of the authenticator, or a recovery code' }),
    cookie: WantsCookie,
  })
  .refine(
    (value) => (value.username === undefined) !== (value.email === undefined),
    'give either username or email',
  )
  .meta({ id: 'Login' });
export type Login = z.output<typeof Login>;

export const RefreshToken = z
  .strictObject({ refreshToken: z.string().min(1).max(512), cookie: WantsCookie })
  .meta({ id: 'RefreshToken' });

export const RequestPasswordReset = z.strictObject({ email: Email }).meta({ id: 'RequestPasswordReset' });
export const ResetPassword = z
  .strictObject({ token: z.string().min(1).max(512), password: Password })
  .meta({ id: 'ResetPassword' });
export type ResetPassword = z.output<typeof ResetPassword>;

export const UpdateProfile = z
  .strictObject({
    username: Username.optional(),
    email: Email.optional(),
    name: z.string().trim().min(1).max(100).nullable().optional(),
    password: Password.optional(),
    currentPassword: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'Needed for another e-mail address or password' }),
  })
  .meta({ id: 'UpdateProfile' });
export type UpdateProfile = z.output<typeof UpdateProfile>;

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

/** A session as its user sees it among the others. */
export const SessionInfo = z
  .strictObject({
    id: Id,
    organizationId: Id,
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
    current: z.boolean().meta({ description: 'The session of this request' }),
    createdAt: Timestamp,
    lastUsedAt: Timestamp.meta({ description: 'To the minute' }),
    expiresAt: Timestamp,
  })
  .meta({ id: 'SessionInfo' });
export type SessionInfo = z.output<typeof SessionInfo>;

export const EndedSessions = z.strictObject({ ended: z.int() }).meta({ id: 'EndedSessions' });

export const TotpState = z
  .strictObject({
    enabled: z.boolean(),
    confirmedAt: Timestamp.nullable(),
    recoveryCodesLeft: z.int().min(0),
  })
  .meta({ id: 'TotpState' });
export type TotpState = z.output<typeof TotpState>;

export const EnrolledTotp = z
  .strictObject({
    secret: z.string().meta({ description: 'In base32, shown once' }),
    uri: z.string().meta({ description: 'The same for a QR code', example: 'otpauth://totp/…' }),
  })
  .meta({ id: 'EnrolledTotp' });
export type EnrolledTotp = z.output<typeof EnrolledTotp>;

export const ConfirmTotp = z.strictObject({ code: z.string().min(1).max(64) }).meta({ id: 'ConfirmTotp' });
export const RecoveryCodes = z
  .strictObject({ recoveryCodes: z.array(z.string()) })
  .meta({ id: 'RecoveryCodes' });

export const DisableTotp = z
  .strictObject({
    password: z.string().min(1).max(200).optional(),
    code: z.string().min(1).max(64).optional(),
  })
  .meta({ id: 'DisableTotp' });
export type DisableTotp = z.output<typeof DisableTotp>;

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
