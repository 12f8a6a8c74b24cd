import type { Actor } from '../../accounts/index.js';
import type { UpdateChatbot } from '../../contracts/chatbots.contract.js';
import { invalid, notFound } from '../../platform/errors/app-error.js';
import { evaluationSetRepository } from '../evaluations/sets/evaluation-set.repository.js';
import { changeContent } from '../versions/record-version.js';
import type { ChatbotDocument } from './chatbot.model.js';
import { requireChatbot } from './chatbot.policy.js';
import { chatbotRepository } from './chatbot.repository.js';

/** Merges fields into a chatbot; `null` clears one. @throws AppError NOT_FOUND, VALIDATION_ERROR, CONFLICT for a taken name */
export async function updateChatbot({
  actor,
  id,
  input,
}: {
  actor: Actor;
  id: string;
  input: UpdateChatbot;
}): Promise<ChatbotDocument> {
  const { organizationId } = await requireChatbot(actor, id);
  actor.requireMembership('editor');
  const reason = `Changed ${Object.keys(input).join(', ') || 'nothing'}`;
  const { bot } = await changeContent(
    { organizationId, chatbotId: id, actorId: actor.userId, reason },
    async (now) => {
      if (input.evaluation) await requireSet(now, input.evaluation.setId);
      const updated = await chatbotRepository.update(organizationId, id, changesOf(now, input));
      if (!updated) throw notFound('Chatbot');
    },
  );
  return bot;
}

async function requireSet({ organizationId, _id }: ChatbotDocument, setId: string): Promise<void> {
  if (!(await evaluationSetRepository.find(organizationId, _id, setId))) throw notFound('Evaluation set');
}

function changesOf(bot: ChatbotDocument, { model, retrieval, links, settings, ...plain }: UpdateChatbot) {
  const values = {
    ...plain,
    publishing: publishingOf(bot, plain),
    model: merged(bot.model, model),
    retrieval: merged(bot.retrieval, retrieval),
    links: merged(bot.links ?? {}, links),
    settings: merged(bot.settings, settings),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** Whoever requires an evaluation publishes by hand: a change would be live before anything could be measured. */
function publishingOf(
  bot: ChatbotDocument,
  { publishing, evaluation = bot.evaluation ?? null }: Pick<UpdateChatbot, 'publishing' | 'evaluation'>,
): UpdateChatbot['publishing'] {
  if (!evaluation) return publishing;
  if (publishing === 'automatic')
    throw invalid('body.publishing', 'a chatbot that requires an evaluation publishes manually');
  return 'manual';
}

type Change<T> = { [K in keyof T]?: T[K] | null };

/** Fields that are given replace, those given as `null` go; `null` as a whole clears all. */
function merged<T extends object>(now: T, change: Change<T> | null | undefined): T | undefined {
  if (change === undefined) return undefined;
  const fields = Object.entries({ ...(change && now), ...change });
  return Object.fromEntries(fields.filter(([, value]) => value !== null && value !== undefined)) as T;
}
