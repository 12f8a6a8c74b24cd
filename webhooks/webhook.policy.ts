import type { Actor } from '../accounts/index.js';
import { notFound } from '../platform/errors/app-error.js';
import type { WebhookDocument } from './webhook.model.js';
import { webhookRepository } from './webhook.repository.js';

/** Members read, editors make, change and delete: a webhook holds nobody's work but its own log. */
export const webhookPolicy = {
  read: (actor: Actor, webhook: WebhookDocument): boolean => actor.isMemberOf(webhook.organizationId),
};

/** The webhook when the actor may see it. @throws AppError NOT_FOUND for any other id */
export async function requireWebhook(actor: Actor, id: string): Promise<WebhookDocument> {
  const webhook = await webhookRepository.find(actor.organizationId, id);
  if (!webhook || !webhookPolicy.read(actor, webhook)) throw notFound('Webhook');
  return webhook;
}
