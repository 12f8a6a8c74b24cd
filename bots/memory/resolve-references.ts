import type { Actor } from '../../accounts/index.js';
import type { ResolvedReferences, ResolveReferences } from '../../contracts/memory.contract.js';
import { notFound } from '../../platform/errors/app-error.js';
import { detectLanguage } from '../../platform/text/detect-language.js';
import { primaryLanguage } from '../../platform/text/language.js';
import { requireChatbot } from '../chatbots/chatbot.policy.js';
import { conversationRepository } from '../conversations/conversation.repository.js';
import { turnRepository } from '../conversations/turn.repository.js';
import { normalKey } from './normal-key.js';
import { recall, type Recalled } from './recall.js';
import { resolveText } from './references/resolve-text.js';
import { knownFrom } from './turns/follow-message.js';

const turns = 10;

/** What a text refers to, as a turn would understand it. @throws AppError NOT_FOUND, also for another end user's conversation */
export async function resolveReferences({
  actor,
  chatbotId,
  input: { text, userId, conversationId },
}: {
  actor: Actor;
  chatbotId: string;
  input: ResolveReferences;
}): Promise<ResolvedReferences> {
  const bot = await requireChatbot(actor, chatbotId);
  const { organizationId } = bot;
  if (conversationId !== undefined) {
    const conversation = await conversationRepository.find(organizationId, bot._id, conversationId);
    if (conversation?.userId !== userId) throw notFound('Conversation');
  }
  const [language, history, recalled] = await Promise.all([
    detectLanguage(text),
    conversationId === undefined ? [] : turnRepository.recent(organizationId, conversationId, turns),
    recall({ organizationId, chatbotId: bot._id, userId }),
  ]);
  const spoken = primaryLanguage(language ?? history.at(-1)?.language ?? bot.language ?? 'en');
  const { resolved, replacements } = resolveText(text, knownFrom(spoken, history, recalled));
  return {
    text,
    resolved,
    references: replacements.map(({ start, end, value, confidence }) => {
      const entityId = entityIn(value, recalled);
      return {
        span: [start, end],
        mention: text.slice(start, end),
        ...(entityId === undefined ? {} : { entityId }),
        value,
        confidence: Math.round(Math.max(0, Math.min(1, confidence)) * 100) / 100,
      };
    }),
  };
}

/** The entity that a value names, perhaps among other words. */
function entityIn(value: string, { entities }: Recalled): string | undefined {
  const whole = ` ${normalKey(value)} `;
  return (
    entities.find((entity) => normalKey(entity.value) === whole.trim()) ??
    entities.find((entity) => whole.includes(` ${normalKey(entity.value)} `))
  )?._id;
}
