import type { Entity } from '../../../contracts/memory.contract.js';
import type { EntityDocument } from './entity.model.js';

export const presentEntity = (entity: EntityDocument): Entity => ({
  id: entity._id,
  type: entity.type,
  value: entity.value,
  ...(entity.normalized === null ? {} : { normalized: entity.normalized }),
  confidence: entity.confidence,
  source: entity.source,
  mentions: entity.mentions,
  lastMentionedAt: entity.lastMentionedAt.toISOString(),
});
