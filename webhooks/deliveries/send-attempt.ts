import type { Sealer } from '../../platform/crypto/sealer.js';
import type { GuardedFetch, GuardedResponse } from '../../platform/http/guarded-fetch.types.js';
import { OutboundError } from '../../platform/http/outbound-error.js';
import { retryAfterMs } from '../../platform/http/retry-after.js';
import { openSecrets } from '../secrets.js';
import { signedHeaders } from '../sign.js';
import type { WebhookDocument } from '../webhook.model.js';
import { bodyOf } from './body.js';
import type { Attempt, DeliveredEvent } from './delivery.model.js';

export interface SendDependencies {
  fetch: GuardedFetch;
  sealer: Sealer;
  timeoutMs: number;
}

export interface Outcome {
  attempt: Attempt;
  kind: 'success' | 'failure' | 'gone';
  /** How long the receiver wants to be left alone. */
  retryAfterMs?: number | undefined;
}

/** As much of an answer as is read at all. */
const readBytes = 16_384;
const keptCharacters = 1_000;

/** Makes one signed request; never throws for what the receiver does. */
export async function sendAttempt(
  webhook: WebhookDocument,
  event: DeliveredEvent,
  { fetch, sealer, timeoutMs }: SendDependencies,
): Promise<Outcome> {
  const at = new Date();
  const begun = performance.now();
  const body = bodyOf(event);
  const done = (
    result: Pick<Attempt, 'status' | 'error' | 'response'>,
    kind: Outcome['kind'],
    wish?: number,
  ): Outcome => ({
    attempt: {
      at,
      durationMs: Math.round(performance.now() - begun),
      url: withoutQuery(webhook.url),
      ...result,
    },
    kind,
    retryAfterMs: wish,
  });
  try {
    const secrets = opened(webhook, sealer);
    const answer = await fetch({
      url: webhook.url,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signedHeaders({ id: event.id, body, secrets, at }) },
      body,
      keepRedirects: true,
      cutBody: true,
      limits: { totalMs: timeoutMs, silenceMs: timeoutMs, maxBytes: readBytes },
    });
    const { status, headers } = answer;
    const isSuccess = status >= 200 && status <= 299;
    return done(
      { status, error: isSuccess ? null : failureOf(status), response: excerptOf(answer) },
      isSuccess ? 'success' : status === 410 ? 'gone' : 'failure',
      retryAfterMs({ get: (name) => headers[name] ?? null }),
    );
  } catch (error) {
    if (!(error instanceof OutboundError || error instanceof UnreadableSecret)) throw error;
    return done({ status: null, error: error.message, response: null }, 'failure');
  }
}

class UnreadableSecret extends Error {}

function opened(webhook: WebhookDocument, sealer: Sealer): string[] {
  try {
    return openSecrets(webhook, sealer);
  } catch (cause) {
    throw new UnreadableSecret('The secret cannot be read any more; rotate it', { cause });
  }
}

function failureOf(status: number): string {
  if (status >= 300 && status <= 399) return `The receiver answered ${status}; redirects are not followed`;
  if (status === 410) return 'The receiver answered 410 Gone';
  return `The receiver answered ${status}`;
}

const excerptOf = ({ headers, body }: GuardedResponse): Attempt['response'] => ({
  contentType: headers['content-type']?.slice(0, 200) ?? null,
  retryAfter: headers['retry-after']?.slice(0, 100) ?? null,
  // Control characters would only garble whatever shows them.
  body: body
    .toString('utf8')
    .replace(/[^\P{Cc}\n\t]/gu, '\uFFFD')
    .slice(0, keptCharacters),
});

/** A query may carry a token. */
const withoutQuery = (url: string): string => url.split('?')[0] ?? url;
