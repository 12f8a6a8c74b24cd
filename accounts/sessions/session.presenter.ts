import type { SessionInfo } from '../../contracts/identity.contract.js';
import type { SessionDocument } from './session.model.js';

export const presentSessionInfo = (session: SessionDocument, currentId: string): SessionInfo => ({
  id: session._id,
  organizationId: session.organizationId,
  ip: session.ip ?? null,
  userAgent: session.userAgent ?? null,
  current: session._id === currentId,
  createdAt: session.createdAt.toISOString(),
  // Sessions that are older than this field.
  lastUsedAt: (session.lastUsedAt ?? session.updatedAt).toISOString(),
  expiresAt: session.expiresAt.toISOString(),
});
