import { recordAudit, type Actor } from '../accounts/index.js';
import type { CreateWebhook } from '../contracts/webhooks.contract.js';
import type { Sealer } from '../platform/crypto/sealer.js';
import { conflict } from '../platform/errors/app-error.js';
import type { OutboundRules } from '../platform/http/outbound-rules.js';
import { newId } from '../platform/ids.js';
import { withTransaction } from '../platform/mongo/connection.js';
import { checkFilters, type HasChatbot } from './check-filters.js';
import { checkTarget } from './check-target.js';
import { newSecret, sealContext } from './secrets.js';
import type { WebhookDocument } from './webhook.model.js';
import { webhookRepository } from './webhook.repository.js';

export interface WebhookDependencies {
  sealer: Sealer;
  /** What may be sent to. */
  rules: OutboundRules;
  hasChatbot: HasChatbot;
}

const mostWebhooks = 100;

/**
 * Creates a webhook; its secret is in this answer and nowhere else. @throws AppError VALIDATION_ERROR for an address
 * that nothing may be sent to or an unknown chatbot, CONFLICT when the organisation has a hundred
 */
export async function createWebhook(
  { actor, input }: { actor: Actor; input: CreateWebhook },
  { sealer, rules, hasChatbot }: WebhookDependencies,
): Promise<{ webhook: WebhookDocument; secret: string }> {
  const organizationId = actor.requireMembership('editor');
  const url = checkTarget(input.url, rules);
  await checkFilters(organizationId, input.filters, hasChatbot);
  if ((await webhookRepository.count(organizationId)) >= mostWebhooks)
    throw conflict(`An organisation has at most ${mostWebhooks} webhooks`);
  const id = newId();
  const secret = input.secret ?? newSecret();
  const values = {
    name: input.name ?? null,
    url,
    events: [...new Set(input.events)],
    filters: input.filters ?? {},
    active: input.active ?? true,
    secret: sealer.seal(secret, sealContext(id)),
    createdBy: actor.userId,
    directedBy: actor.userId,
  };
  const webhook = await withTransaction(async () => {
    const inserted = await webhookRepository.insert(organizationId, id, values);
    await recordAudit({
      ...{ organizationId, actor, action: 'webhook.created', target: { type: 'webhook', id } },
      details: { host: new URL(url).host, events: values.events },
    });
    return inserted;
  });
  return { webhook, secret };
}
