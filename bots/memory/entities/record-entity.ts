import type { Actor } from '../../../accounts/index.js';
import type { RecordEntity } from '../../../contracts/memory.contract.js';
import { conflict } from '../../../platform/errors/app-error.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { requireEndUser } from '../end-user.js';
import { foldTurns } from '../turns/fold-turns.js';
import type { EntityDocument } from './entity.model.js';
import { entityRepository, mostEntities } from './entity.repository.js';
import { keyOfEntity, mentionEntities } from './mention-entities.js';

/**
 * Records an entity of an end user; the same type and value is one entity, mentioned once more.
 * @throws AppError NOT_FOUND, CONFLICT when there are too many
 */
export async function recordEntity({
  actor,
  input,
  ...of
}: {
  actor: Actor;
  chatbotId: string;
  userId: string;
  input: RecordEntity;
}): Promise<{ entity: EntityDocument; isNew: boolean }> {
  const organizationId = actor.requireMembership('editor');
  const user = await requireEndUser(actor, of);
  await foldTurns(user);
  const { source = actor.via === 'api-key' ? 'api' : 'user', confidence = 1, ...named } = input;
  return withTransaction(async () => {
    const [known] = await entityRepository.findByKeys(organizationId, user, [keyOfEntity(named)]);
    if (!known && (await entityRepository.count(organizationId, user)) >= mostEntities) {
      throw conflict(`An end user has at most ${mostEntities} entities; delete one first`);
    }
    const [entity] = await mentionEntities(user, [{ ...named, confidence, source, at: new Date() }]);
    if (!entity) throw new Error('an entity that was put is there');
    return { entity, isNew: !known };
  });
}
