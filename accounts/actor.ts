import {
  organizationRoles,
  type ApiKeyScope,
  type InstallationRole,
  type OrganizationRole,
} from '../contracts/identity.contract.js';
import { AppError } from '../platform/errors/app-error.js';

export interface ActorFields {
  userId: string;
  organizationId: string;
  /** What the user may do in the installation. */
  role: InstallationRole;
  /** What the member may do in the organisation. */
  organizationRole: OrganizationRole;
  via: 'session' | 'api-key';
  /** The session or API key that authenticated the request. */
  credentialId: string;
  /** `null`: not limited by scopes. */
  scopes: readonly ApiKeyScope[] | null;
}

const rank = (role: OrganizationRole): number => organizationRoles.indexOf(role);

/** Who makes a request, in which organisation, with which rights. */
export class Actor {
  readonly userId: string;
  readonly organizationId: string;
  readonly role: InstallationRole;
  readonly organizationRole: OrganizationRole;
  readonly via: 'session' | 'api-key';
  readonly credentialId: string;
  readonly #scopes: readonly ApiKeyScope[] | null;

  constructor(fields: ActorFields) {
    this.userId = fields.userId;
    this.organizationId = fields.organizationId;
    this.role = fields.role;
    this.organizationRole = fields.organizationRole;
    this.via = fields.via;
    this.credentialId = fields.credentialId;
    this.#scopes = fields.scopes;
  }

  isMemberOf(organizationId: string, atLeast: OrganizationRole = 'viewer'): boolean {
    return this.organizationId === organizationId && rank(this.organizationRole) >= rank(atLeast);
  }

  /** The actor's organisation. @throws AppError FORBIDDEN when the actor's role in it is weaker. */
  requireMembership(atLeast: OrganizationRole): string {
    if (!this.isMemberOf(this.organizationId, atLeast)) {
      throw new AppError('FORBIDDEN', `This needs the role ${atLeast} in the organisation`);
    }
    return this.organizationId;
  }

  hasScope(scope: ApiKeyScope): boolean {
    return this.#scopes === null || this.#scopes.includes(scope) || this.#scopes.includes('admin');
  }

  isModerator(): boolean {
    return this.role !== 'user';
  }

  isAdministrator(): boolean {
    return this.role === 'admin';
  }
}
