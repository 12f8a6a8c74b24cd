import { recordAudit, type Actor } from '../accounts/index.js';
import type { RotateSecret } from '../contracts/webhooks.contract.js';
import type { Sealer } from '../platform/crypto/sealer.js';
import { conflict } from '../platform/errors/app-error.js';
import { withTransaction } from '../platform/mongo/connection.js';
import { newSecret, sealContext } from './secrets.js';
import type { WebhookDocument } from './webhook.model.js';
import { requireWebhook } from './webhook.policy.js';
import { webhookRepository } from './webhook.repository.js';

/** Each adds a signature to the header, which has to stay of a size that receivers accept. */
const mostFormer = 4;

/**
 * Gives a webhook a new secret; the former ones sign beside it until their time is over.
 * @throws AppError NOT_FOUND, CONFLICT when it was rotated by somebody else at the same moment
 */
export async function rotateSecret(
  { actor, id, input }: { actor: Actor; id: string; input: RotateSecret },
  { sealer, overlapHours }: { sealer: Sealer; overlapHours: number },
): Promise<{ webhook: WebhookDocument; secret: string }> {
  const organizationId = actor.requireMembership('editor');
  const { secret: present, formerSecrets } = await requireWebhook(actor, id);
  const now = Date.now();
  const until = new Date(now + (input.overlapHours ?? overlapHours) * 3_600_000);
  // Whoever shortens the overlap has a reason, such as a leak: none of the former ones outlives it.
  const former = [{ secret: present, until }, ...formerSecrets]
    .map((one) => (one.until > until ? { ...one, until } : one))
    .filter((one) => one.until.getTime() > now)
    .slice(0, mostFormer);
  const secret = input.secret ?? newSecret();
  const next = sealer.seal(secret, sealContext(id));
  const webhook = await withTransaction(async () => {
    const rotated = await webhookRepository.rotate(organizationId, id, { present, next, former });
    if (!rotated) throw conflict('The secret was rotated at the same moment; read the webhook and try again');
    await recordAudit({
      ...{ organizationId, actor, action: 'webhook.secret-rotated', target: { type: 'webhook', id } },
    });
    return rotated;
  });
  return { webhook, secret };
}
