import type { Operation } from '../helpers/openapi.js';

/** Who asks, as far as the document makes a difference. */
export interface CallerKind {
  /** `null` for whoever is not known: no credentials, or none that hold. */
  via: 'session' | 'api-key' | null;
  /** In the installation. */
  role?: 'user' | 'moderator' | 'admin';
  /** In the organisation that works there. */
  organizationRole?: 'viewer' | 'editor' | 'owner';
  /** Of a key. */
  scopes?: string[];
}

export const accesses = ['public', 'user', 'moderator', 'admin'] as const;
export const organizationRoles = ['viewer', 'editor', 'owner'] as const;
export const scopes = ['read', 'chat', 'write', 'admin'] as const;

/** Whether it is for keys too, and not for signed-in people alone. */
export const takesKeys = ({ security = [] }: Operation): boolean =>
  security.some((scheme) => 'apiKey' in scheme);

/** How the document has an operation refuse a caller; `null` when it is for them. */
export function refusalOf(operation: Operation, caller: CallerKind): 401 | 403 | null {
  const { 'x-access': access, 'x-scope': scope, 'x-alternative-scope': another } = operation;
  if (access === 'public') return null;
  if (caller.via === null) return 401;
  const { role = 'user', organizationRole = 'owner' } = caller;
  const needed = (operation['x-org-role'] ?? 'owner') as (typeof organizationRoles)[number];
  const may =
    accesses.indexOf(role) >= accesses.indexOf(access) &&
    organizationRoles.indexOf(organizationRole) >= organizationRoles.indexOf(needed) &&
    (caller.via === 'session' ||
      (takesKeys(operation) &&
        [scope, another, 'admin'].some((one) => one !== undefined && caller.scopes?.includes(one))));
  return may ? null : 403;
}

/** What the document does not say of an operation, or says in words that nothing here knows. */
export function unclear(operation: Operation): string[] {
  const { 'x-access': access, 'x-scope': scope, 'x-org-role': role } = operation;
  const isOneOf = (value: string | undefined, values: readonly string[]) => values.includes(value ?? '');
  const isPublic = access === 'public';
  const another = operation['x-alternative-scope'];
  return [
    ...(isOneOf(access, accesses) ? [] : ['x-access']),
    ...(isPublic || isOneOf(scope, scopes) ? [] : ['x-scope']),
    ...(another === undefined || isOneOf(another, scopes) ? [] : ['x-alternative-scope']),
    ...(isPublic || isOneOf(role, organizationRoles) ? [] : ['x-org-role']),
    // Whoever may be anybody needs no credentials, and nobody else goes without.
    ...(isPublic === ((operation.security ?? []).length === 0) ? [] : ['security']),
  ];
}
