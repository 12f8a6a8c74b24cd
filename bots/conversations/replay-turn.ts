import type { Actor } from '../../accounts/index.js';
import type { ModelSettings } from '../../contracts/chatbots.contract.js';
import { conflict, notFound } from '../../platform/errors/app-error.js';
import type { Gateway } from '../../providers/index.js';
import { requireChatbot } from '../chatbots/chatbot.policy.js';
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

/** Asks again with the very prompt and passages of a stored turn, with the settings of then unless others are given; nothing is stored. */
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
  if (!trace) throw conflict('The turn has no trace to replay');
  // Another provider does not know the model that this one was asked for.
  const isMoved = model.provider !== undefined && model.provider !== trace.model.provider;
  const settings = { ...trace.model, ...(isMoved ? { name: undefined } : {}), ...model };
  const chunks = gateway.chat({
    context: { organizationId, feature: 'replay', chatbotId, conversationId },
    preference: { provider: settings.provider, model: settings.name },
    request: {
      messages: trace.prompt,
      temperature: settings.temperature,
      maxTokens: settings.maxTokens,
      evidence: { question: turn.question, passages: trace.passages },
    },
    signal,
  });
  let message = '';
  for await (const chunk of chunks) {
    if (chunk.type === 'text') message += chunk.text;
    if (chunk.type !== 'end') continue;
    const { provider, model: name, usage, latencyMs } = chunk;
    const { promptTokens, completionTokens, totalTokens, costMicros } = usage;
    return {
      message,
      original: turn.answer,
      provider,
      model: name,
      usage: {
        promptTokens,
        completionTokens,
        totalTokens,
        cost: costMicros === null ? null : costMicros / 1e6,
      },
      latencyMs: Math.round(latencyMs),
    };
  }
  throw new Error('the gateway ended without an end');
}
