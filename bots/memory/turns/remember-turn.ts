import type { TurnDocument } from '../../conversations/turn.model.js';
import { topicsOfCitations } from '../extract/find-topics.js';
import type { MessageEntity } from '../../../contracts/message-entity.contract.js';
import { foldTurns } from './fold-turns.js';
import { mergeEntities } from './merge-entities.js';
import type { Followed } from './follow-message.js';

/** What a turn takes from its message for memory; stored with it, so that it cannot be lost. */
export const findingsOf = ({ entities, topics, isRemembered }: Followed, trained: MessageEntity[] = []) => ({
  entities: mergeEntities(trained, entities),
  topics,
  memory: isRemembered ? ('pending' as const) : null,
});

/** The documents that an answer rests on are what it was about, too. */
export const topicsWithAnswer = (
  { topics = [] }: Pick<TurnDocument, 'topics'>,
  citations: TurnDocument['citations'] = [],
) => ({
  topics: [...new Set([...topics, ...topicsOfCitations(citations)])],
});

/** Puts the findings of an answered turn into memory without anybody waiting; what fails is repeated by whoever reads, or by the sweep. */
export function foldSoon({
  organizationId,
  chatbotId,
  userId,
  memory,
}: Pick<TurnDocument, 'organizationId' | 'chatbotId' | 'userId' | 'memory'>): void {
  if (memory !== 'pending' || userId === null) return;
  foldTurns({ organizationId, chatbotId, userId }).catch(() => undefined);
}
