import type { Actor } from '../../accounts/index.js';
import type { ModelSettings } from '../../contracts/chatbots.contract.js';
import { conflict, notFound } from '../../platform/errors/app-error.js';
import { createLinkGuard, type Gateway } from '../../providers/index.js';
import { requireChatbot } from '../chatbots/chatbot.policy.js';
import { answerLinks } from './answer-links.js';
import { evidenceOf } from './evidence-of.js';
import { askInRounds, usageOf } from './tools/ask-in-rounds.js';
import { recordedCalls } from './tools/toolbox.js';
import { toldFailure } from './told-failure.js';
import type { TurnDocument } from './turn.model.js';
import { turnRepository } from './turn.repository.js';

/** A stored turn with its trace. @throws AppError NOT_FOUND */
export async function requireTurn(
  actor: Actor,
  chatbotId: string,
  conversationId: string,
  id: string,
): Promise<TurnDocument> {
  const { organizationId } = await requireChatbot(actor, chatbotId);
  const turn = await turnRepository.find(organizationId, chatbotId, id);
  if (!turn || turn.conversationId !== conversationId) throw notFound('Message');
  return turn;
}

/** Asks again with the very prompt and passages of a stored turn, with the settings of then unless others are given; tools answer what they did then, and nothing is stored. */
export async function replayTurn({
  turn,
  model,
  gateway,
  signal,
}: {
  turn: TurnDocument;
  model: ModelSettings;
  gateway: Gateway;
  signal: AbortSignal;
}) {
  const { organizationId, chatbotId, conversationId, trace } = turn;
  if (!trace || trace.prompt.length === 0) throw conflict('The turn has no trace to replay');
  // Another provider does not know the model that this one was asked for.
  const isMoved = model.provider !== undefined && model.provider !== trace.model.provider;
  const settings = { ...trace.model, ...(isMoved ? { name: undefined } : {}), ...model };
  const recorded = recordedCalls(turn);
  let message = '';
  const rules = answerLinks({
    ...{ links: trace.links, prompt: trace.prompt, passages: trace.passages },
    calls: () => recorded?.calls.calls ?? [],
  });
  const guard = rules && createLinkGuard(rules);
  const ends = await askInRounds({
    gateway,
    chat: {
      context: { organizationId, feature: 'replay', chatbotId, conversationId },
      preference: { provider: settings.provider, model: settings.name },
      request: {
        messages: [],
        temperature: settings.temperature,
        maxTokens: settings.maxTokens,
        language: trace.language ?? undefined,
        style: trace.style ?? undefined,
      },
      signal,
    },
    prompt: trace.prompt,
    evidence: evidenceOf(turn.question, trace),
    planned: recorded?.planned ?? [],
    calls: recorded?.calls ?? null,
    onText: (text) => void (message += guard ? guard.push(text) : text),
  }).catch((failure: unknown) => {
    throw toldFailure(failure);
  });
  message += guard?.end() ?? '';
  const [end, usage] = [ends.at(-1), usageOf(ends)];
  if (!end || !usage) throw new Error('the gateway ended without an end');
  const { costMicros, cached = false, ...tokens } = usage;
  return {
    message,
    original: turn.answer,
    provider: end.provider,
    model: end.model,
    usage: { ...tokens, cost: costMicros === null ? null : costMicros / 1e6, cached },
    latencyMs: Math.round(ends.reduce((sum, { latencyMs }) => sum + latencyMs, 0)),
  };
}
