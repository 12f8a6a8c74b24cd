import type { Schemas } from '@qdrant/js-client-rest';
import { checkCollection } from '../check-collection.js';
import type { CollectionRef } from '../vector-store.js';

export type Filter = Schemas['Filter'];
export type Condition = Schemas['FieldCondition'] | Schemas['HasIdCondition'] | Filter;

/**
 * The only maker of filters: every request starts from the organisation, the knowledge base and the generation, and what
 * is asked for besides can only narrow it.
 * @throws Error when an id is not one, before anything is sent.
 */
export function inCollection(collection: CollectionRef, ...more: Condition[]): Filter {
  checkCollection(collection);
  const { organizationId, knowledgeBaseId, generation } = collection;
  return {
    must: [
      { key: 'organizationId', match: { value: organizationId } },
      { key: 'knowledgeBaseId', match: { value: knowledgeBaseId } },
      { key: 'generation', match: { value: generation } },
      ...more,
    ],
  };
}

/** At least one of the tags; no condition without tags. */
export const withTags = (tags: readonly string[] | undefined): Condition[] =>
  tags?.length ? [{ key: 'tags', match: { any: [...tags] } }] : [];
