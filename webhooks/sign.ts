import { createHmac } from 'node:crypto';
import { keyOf } from './secrets.js';

/**
 * The headers of Standard Webhooks (https://www.standardwebhooks.com): a signature for each secret, separated by
 * spaces, over id, time and body. The time is that of the attempt, so that receivers can refuse old ones.
 */
export function signedHeaders({
  id,
  body,
  secrets,
  at,
}: {
  id: string;
  body: string;
  secrets: string[];
  at: Date;
}): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = secrets.map(
    (secret) =>
      `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  );
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
