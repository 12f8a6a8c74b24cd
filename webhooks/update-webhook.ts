import { recordAudit, type Actor } from '../accounts/index.js';
import type { UpdateWebhook, WebhookFilters } from '../contracts/webhooks.contract.js';
import { notFound } from '../platform/errors/app-error.js';
import { withTransaction } from '../platform/mongo/connection.js';
import { checkFilters } from './check-filters.js';
import { checkTarget } from './check-target.js';
import type { WebhookDependencies } from './create-webhook.js';
import { deliveryRepository } from './deliveries/delivery.repository.js';
import type { WebhookDocument } from './webhook.model.js';
import { requireWebhook } from './webhook.policy.js';
import { webhookRepository } from './webhook.repository.js';

/**
 * Merges fields into a webhook; `null` clears one. Switching it off stops what waits, switching it on forgets past
 * failures. @throws AppError NOT_FOUND, VALIDATION_ERROR as when creating one
 */
export async function updateWebhook(
  { actor, id, input }: { actor: Actor; id: string; input: UpdateWebhook },
  { rules, hasChatbot, logMs }: Omit<WebhookDependencies, 'sealer'> & { logMs: number },
): Promise<WebhookDocument> {
  const organizationId = actor.requireMembership('editor');
  const webhook = await requireWebhook(actor, id);
  const { name, url, events, active, filters } = input;
  const changed = filters === undefined ? undefined : mergedFilters(webhook.filters, filters);
  if (filters) await checkFilters(organizationId, withoutNulls(filters), hasChatbot);
  const isDirected = url !== undefined || events !== undefined || filters !== undefined;
  const values = {
    ...(name === undefined ? {} : { name }),
    ...(url === undefined ? {} : { url: checkTarget(url, rules) }),
    ...(events === undefined ? {} : { events: [...new Set(events)] }),
    ...(changed === undefined ? {} : { filters: changed }),
    ...(isDirected ? { directedBy: actor.userId } : {}),
    ...(active === undefined ? {} : { active, disabledReason: null, disabledAt: null, failingSince: null }),
  };
  const updated = await withTransaction(async () => {
    const found = await webhookRepository.update(organizationId, id, values);
    if (!found) throw notFound('Webhook');
    await recordAudit({
      ...{ organizationId, actor, action: 'webhook.updated', target: { type: 'webhook', id } },
      details: { host: new URL(found.url).host, fields: Object.keys(input) },
    });
    return found;
  });
  // What is planned or retried at this moment is stopped when it is due.
  if (active === false)
    await deliveryRepository.stopPending(organizationId, id, new Date(Date.now() + logMs));
  return updated;
}

type FilterChanges = NonNullable<UpdateWebhook['filters']>;

const withoutNulls = (filters: FilterChanges): WebhookFilters =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== null && value !== undefined));

const mergedFilters = (now: WebhookFilters, changes: FilterChanges | null): WebhookFilters =>
  changes === null ? {} : withoutNulls({ ...now, ...changes });
