import type { EntitySource } from '../../../contracts/message-entity.contract.js';
import type { EndUser } from '../end-user.js';
import { normalKey } from '../normal-key.js';
import type { EntityDocument } from './entity.model.js';
import { entityRepository } from './entity.repository.js';

export interface EntityMention {
  type: string;
  value: string;
  normalized?: string | null;
  confidence: number;
  source: EntitySource;
  at: Date;
}

/** What was only found in messages is forgotten when it was not mentioned for so long. */
const keptMs = 180 * 24 * 3_600_000;

export const keyOfEntity = ({
  type,
  value,
  normalized,
}: Pick<EntityMention, 'type' | 'value' | 'normalized'>): string =>
  `${normalKey(type)}:${normalKey(normalized ?? value)}`;

/** Adds entities, or counts one more mention of those there are. Runs inside the caller's transaction. */
export async function mentionEntities(user: EndUser, mentions: EntityMention[]): Promise<EntityDocument[]> {
  const { organizationId } = user;
  const keys = [...new Set(mentions.map(keyOfEntity))];
  const known = await entityRepository.findByKeys(organizationId, user, keys);
  const byKey = new Map(known.map((entity) => [entity.key, entity]));
  for (const mention of mentions) {
    const key = keyOfEntity(mention);
    byKey.set(
      key,
      await entityRepository.put(organizationId, user, afterMention(key, mention, byKey.get(key))),
    );
  }
  if (byKey.size > known.length) await entityRepository.prune(organizationId, user);
  return keys.flatMap((key) => byKey.get(key) ?? []);
}

/** What somebody recorded stays as they wrote it, however often it is found in messages. */
function afterMention(key: string, mention: EntityMention, before: EntityDocument | undefined) {
  const { type, value, normalized = null, confidence, source, at } = mention;
  const isRecorded = before !== undefined && before.source !== 'extracted';
  const stays = isRecorded && source === 'extracted';
  const lastMentionedAt = before && before.lastMentionedAt > at ? before.lastMentionedAt : at;
  return {
    key,
    type: stays ? before.type : type,
    value: stays ? before.value : value,
    normalized: stays ? before.normalized : normalized,
    confidence: stays
      ? before.confidence
      : source === 'extracted'
        ? Math.max(before?.confidence ?? 0, confidence)
        : confidence,
    source: stays ? before.source : source,
    mentions: (before?.mentions ?? 0) + 1,
    lastMentionedAt,
    expiresAt: stays || source !== 'extracted' ? null : new Date(lastMentionedAt.getTime() + keptMs),
  };
}
