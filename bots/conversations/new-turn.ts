import type { SendMessage } from '../../contracts/conversations.contract.js';
import { newId } from '../../platform/ids.js';
import { event } from '../../platform/outbox/event.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import type { ConversationDocument } from './conversation.model.js';
import type { GatheredEvidence } from './gather-evidence.js';
import { buildPrompt } from './prompt.js';
import type { TurnDocument } from './turn.model.js';

/** A turn before its repository adds the tenant. */
export type NewTurn = Omit<TurnDocument, 'organizationId'>;

/** A turn as it begins: the question, what the model will be told, and the event of the message received. */
export function newTurn({
  bot,
  conversation,
  input,
  evidence,
  history,
}: {
  bot: ChatbotDocument;
  conversation: ConversationDocument;
  input: SendMessage;
  evidence: GatheredEvidence;
  history: { question: string; answer: string }[];
}): NewTurn {
  const { message, metadata = null } = input;
  const { organizationId } = bot;
  const { passages, hasKnowledge, mode, minScore } = evidence;
  const ids = { userMessageId: newId(), messageId: newId() };
  const about = { chatbotId: bot._id, conversationId: conversation._id, userId: conversation.userId };
  return {
    _id: ids.messageId,
    userMessageId: ids.userMessageId,
    ...about,
    question: message,
    answer: '',
    status: 'answering',
    citations: [],
    grounded: false,
    confidence: null,
    provider: null,
    model: null,
    usage: null,
    latencyMs: null,
    metadata,
    rating: null,
    trace: {
      prompt: buildPrompt({ bot, history, passages, question: message, hasKnowledge }),
      model: bot.model,
      query: message,
      mode,
      minScore,
      passages,
      attempts: [],
      timings: {},
    },
    events: [event('message.received', { organizationId, data: { ...about, messageId: ids.userMessageId } })],
    createdAt: new Date(),
    answeredAt: null,
  };
}
