import type { Actor } from '../../accounts/index.js';
import type { DeleteMessages, MessagesStored, StoreMessages } from '../../contracts/ai/messages.contract.js';
import { messageRepository } from './message.repository.js';

/** Keeps messages of channels, those with known ids in place of what was kept; of several with one id the last counts. */
export async function storeMessages({
  actor,
  input: { messages },
}: {
  actor: Actor;
  input: StoreMessages;
}): Promise<MessagesStored> {
  const organizationId = actor.requireMembership('editor');
  const distinct = [...new Map(messages.map((message) => [message.id, message])).values()];
  const { created, updated } = await messageRepository.upsert(organizationId, distinct);
  return { success: true, created, updated, unchanged: distinct.length - created - updated };
}

/** Deletes one message or a channel's, and returns how many. */
export async function deleteMessages({
  actor,
  input,
}: {
  actor: Actor;
  input: DeleteMessages;
}): Promise<number> {
  const organizationId = actor.requireMembership('editor');
  return messageRepository.delete(organizationId, input);
}
