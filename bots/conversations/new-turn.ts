import type { SendMessage } from '../../contracts/conversations.contract.js';
import { newId } from '../../platform/ids.js';
import { event } from '../../platform/outbox/event.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import type { AnsweringVersion } from '../versions/answering-version.js';
import { findingsOf } from '../memory/turns/remember-turn.js';
import type { Followed } from '../memory/turns/follow-message.js';
import type { ConversationDocument } from './conversation.model.js';
import { eventText } from './event-text.js';
import type { GatheredEvidence } from './gather-evidence.js';
import { buildPrompt } from './prompt.js';
import type { Understood } from './understand-message.js';
import type { TurnDocument } from './turn.model.js';

/** A turn before its repository adds the tenant. */
export type NewTurn = Omit<TurnDocument, 'organizationId'>;

/** A turn as it begins: the question, what the model will be told, and the event of the message received. */
export function newTurn({
  bot,
  version,
  conversation,
  input,
  evidence,
  understood,
  followed,
  hasTools = false,
}: {
  bot: ChatbotDocument;
  version: AnsweringVersion;
  conversation: Pick<ConversationDocument, '_id' | 'userId'>;
  input: SendMessage;
  evidence: GatheredEvidence;
  /** By the bot's trained model. */
  understood: Understood;
  /** From what was said before and what is remembered. */
  followed: Followed;
  /** Whether a model may call tools. */
  hasTools?: boolean;
}): NewTurn {
  const { message, metadata = null } = input;
  const { organizationId } = bot;
  const { passages, hasKnowledge, mode, minScore } = evidence;
  const { personality } = version.content;
  const { language, history, section: memory } = followed;
  const ids = { userMessageId: newId(), messageId: newId() };
  const about = { chatbotId: bot._id, conversationId: conversation._id, userId: conversation.userId };
  return {
    _id: ids.messageId,
    userMessageId: ids.userMessageId,
    ...about,
    question: message,
    language,
    version: version.number,
    answer: '',
    told: null,
    failure: null,
    maker: null,
    status: 'answering',
    citations: [],
    grounded: false,
    unanswered: null,
    confidence: null,
    provider: null,
    model: null,
    usage: null,
    latencyMs: null,
    intent: understood.intent,
    ...findingsOf(followed, understood.entities ?? []),
    metadata,
    rating: null,
    trace: {
      prompt: buildPrompt({
        bot,
        personality,
        learnt: understood.learnt,
        history,
        passages,
        question: message,
        language,
        hasKnowledge,
        memory,
        hasTools,
      }),
      model: bot.model,
      links: bot.links ?? {},
      style: personality?.style ?? null,
      learnt: understood.learnt[0] ?? null,
      query: followed.query,
      context: followed.context,
      usesMemory: memory !== null,
      remembered: followed.remembered,
      language: language ?? bot.language,
      mode,
      minScore,
      passages,
      attempts: [],
      timings: {},
    },
    events: [
      event('message.received', {
        organizationId,
        data: { ...about, messageId: ids.userMessageId, ...eventText(message) },
      }),
    ],
    createdAt: new Date(),
    answeredAt: null,
  };
}
