import type { Actor } from '../../../accounts/index.js';
import type { Page } from '../../../contracts/common.contract.js';
import type { ListEntities } from '../../../contracts/memory.contract.js';
import { requireEndUser } from '../end-user.js';
import { foldTurns } from '../turns/fold-turns.js';
import type { EntityDocument } from './entity.model.js';
import { entityRepository } from './entity.repository.js';

/** An end user's entities, those of the last answer included. @throws AppError NOT_FOUND */
export async function listEntities({
  actor,
  query,
  ...of
}: {
  actor: Actor;
  chatbotId: string;
  userId: string;
  query: ListEntities;
}): Promise<Page<EntityDocument>> {
  const user = await requireEndUser(actor, of);
  await foldTurns(user);
  return entityRepository.list(user.organizationId, user, query);
}
