import { randomBytes } from 'node:crypto';
import type { Sealer } from '../platform/crypto/sealer.js';
import type { WebhookDocument } from './webhook.model.js';
import { webhookRepository } from './webhook.repository.js';

const prefix = 'whsec_';

/** 256 random bits, written as Standard Webhooks writes keys. */
export const newSecret = (): string => `${prefix}${randomBytes(32).toString('base64')}`;

export const sealContext = (webhookId: string): string => `webhook:${webhookId}`;

/** The bytes that sign: of `whsec_…` what its base64 says, of any other text its own. */
export const keyOf = (secret: string): Buffer =>
  secret.startsWith(prefix)
    ? Buffer.from(secret.slice(prefix.length), 'base64')
    : Buffer.from(secret, 'utf8');

/** The secrets that sign now, the present one first. */
export function openSecrets(webhook: WebhookDocument, sealer: Sealer, now = Date.now()): string[] {
  const former = webhook.formerSecrets.filter(({ until }) => until.getTime() > now);
  const context = sealContext(webhook._id);
  return [webhook.secret, ...former.map(({ secret }) => secret)].map((sealed) =>
    sealer.open(sealed, context),
  );
}

/** Seals the secret with the present `ENCRYPTION_KEY` when a former one did. */
export async function resealWhenStale(webhook: WebhookDocument, sealer: Sealer): Promise<void> {
  const { _id, organizationId, secret } = webhook;
  if (!sealer.isStale(secret)) return;
  const context = sealContext(_id);
  await webhookRepository.reseal(
    organizationId,
    _id,
    secret,
    sealer.seal(sealer.open(secret, context), context),
  );
}
