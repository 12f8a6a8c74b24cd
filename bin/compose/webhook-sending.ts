import { publicUrlOf, type Config } from '../../platform/config/config.js';
import { createSealer } from '../../platform/crypto/sealer.js';
import { createGuardedFetch } from '../../platform/http/guarded-fetch.js';

const hourMs = 3_600_000;

/** How webhooks are sent, and where to: by a client of their own, whose receivers wait behind no page that is fetched. */
export function webhookSending(config: Config) {
  const client = createGuardedFetch({
    publicUrl: publicUrlOf(config),
    allow: config.OUTBOUND_ALLOW,
    // Several webhooks, of several organisations, may have one host.
    connections: 100,
  });
  return {
    rules: client.rules,
    settings: {
      fetch: client.fetch,
      sealer: createSealer({ secret: config.ENCRYPTION_KEY, former: config.ENCRYPTION_KEY_FORMER }),
      timeoutMs: config.WEBHOOK_TIMEOUT_SECONDS * 1_000,
      delays: config.WEBHOOK_RETRY_DELAYS,
      disableAfterMs: config.WEBHOOK_DISABLE_AFTER_DAYS * 24 * hourMs,
      logMs: config.WEBHOOK_LOG_DAYS * 24 * hourMs,
    },
    close: () => client.close(),
  };
}

export type WebhookSending = ReturnType<typeof webhookSending>;
