import type { MessageEntity } from '../../../contracts/message-entity.contract.js';
import { detectLanguage } from '../../../platform/text/detect-language.js';
import { primaryLanguage } from '../../../platform/text/language.js';
import type { ChatbotDocument } from '../../chatbots/chatbot.model.js';
import type { ConversationDocument } from '../../conversations/conversation.model.js';
import { turnRepository, type RememberedTurn } from '../../conversations/turn.repository.js';
import { answerFromMemory } from '../answer-from-memory.js';
import { keyOfEntity } from '../entities/mention-entities.js';
import { findEntities } from '../extract/find-entities.js';
import { topicsOf } from '../extract/find-topics.js';
import { memorySection } from '../memory-section.js';
import { normalKey } from '../normal-key.js';
import { recall, type Recalled } from '../recall.js';
import { contextOf } from '../references/leans-on.js';
import type { Known } from '../references/past-turn.js';
import { resolveText } from '../references/resolve-text.js';

/** A message with what was said before and what is remembered of its end user. */
export interface Followed {
  /** Of the message, where it tells. */
  language: string | null;
  /** For the model to see again. */
  history: RememberedTurn[];
  /** The message as it stands alone: what is searched for. */
  query: string;
  /** The questions before with this one, where it leans on them: what is searched for beside it. */
  context: string | null;
  entities: MessageEntity[];
  topics: string[];
  /** What is remembered, quoted for the model. */
  section: string | null;
  /** What memory alone answers. */
  remembered: string | null;
  /** Whether entities and topics go into the end user's memory. */
  isRemembered: boolean;
}

/** Turns of the conversation that the model sees again. */
const rememberedTurns = 10;

/** Reads what a message leans on and makes it stand alone; by rule, so that it costs some milliseconds. */
export async function followMessage({
  bot,
  conversation,
  isNew,
  history: given,
  message,
}: {
  bot: ChatbotDocument;
  conversation: Pick<ConversationDocument, '_id' | 'userId'>;
  isNew: boolean;
  /** What was said before, where that is not what the conversation has stored. */
  history?: RememberedTurn[];
  message: string;
}): Promise<Followed> {
  const { organizationId, _id: chatbotId, settings } = bot;
  const { userId } = conversation;
  const [language, history, recalled] = await Promise.all([
    detectLanguage(message),
    given ?? (isNew ? [] : turnRepository.recent(organizationId, conversation._id, rememberedTurns)),
    recall(userId === null ? null : { organizationId, chatbotId, userId }),
  ]);
  const spoken = primaryLanguage(language ?? history.at(-1)?.language ?? bot.language ?? 'en');
  const { query, resolved } = resolveText(message, knownFrom(spoken, history, recalled));
  const found = findEntities(message, spoken);
  return {
    language,
    history,
    query,
    context: contextOf(
      { question: message, asWhole: query },
      { language: spoken, before: history.map(({ question }) => question) },
    ),
    entities: withIds(found, recalled),
    topics: withoutPersonal(topicsOf(resolved, spoken), found),
    section: memorySection(recalled),
    remembered: answerFromMemory(message, spoken, recalled),
    isRemembered: userId !== null && settings.memoryExtraction !== false,
  };
}

export const knownFrom = (
  language: string,
  history: RememberedTurn[],
  { context, entities, topics }: Recalled,
): Known => ({
  language,
  history: history.map(({ question, trace, answer, citations, createdAt }) => ({
    question: trace?.query ?? question,
    answer,
    titles: (citations ?? []).map(({ title }) => title),
    at: createdAt,
  })),
  entities: entities.map(({ _id, type, value, lastMentionedAt }) => ({
    id: _id,
    type,
    value,
    lastMentionedAt,
  })),
  topics: topics.map(({ name }) => name),
  data: context?.data ?? {},
});

/** Things and places are topics, too; somebody's number or name is not. */
const isImpersonal = /^(?:product|organization|place|term)$/;

function withoutPersonal(topics: string[], found: MessageEntity[]): string[] {
  const personal = found.filter(({ type }) => !isImpersonal.test(type)).map(({ value }) => normalKey(value));
  return topics.filter((topic) =>
    personal.every((value) => !value.includes(normalKey(topic)) && !normalKey(topic).includes(value)),
  );
}

function withIds(found: MessageEntity[], { entities }: Recalled): MessageEntity[] {
  const ids = new Map(entities.map(({ key, _id }) => [key, _id]));
  return found.map((entity) => {
    const id = ids.get(keyOfEntity(entity));
    return id === undefined ? entity : { ...entity, id };
  });
}
