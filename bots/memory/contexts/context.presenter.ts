import type { UserContext } from '../../../contracts/memory.contract.js';
import type { ContextDocument } from './context.model.js';

export const presentContext = ({
  userId,
  data,
  summary,
  expiresAt,
  updatedAt,
}: ContextDocument): UserContext => ({
  userId,
  data,
  summary,
  expiresAt: expiresAt?.toISOString() ?? null,
  updatedAt: updatedAt.toISOString(),
});
