import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './until.js';

export interface SentMail {
  id: string;
  to: string;
  subject: string;
  text: string;
}

/** What the shared platform, which has no mail server, has sent to an address. */
export function mailsTo(address: string): SentMail[] {
  const file = join(process.env.TEST_PLATFORM_DATA ?? '', 'outbox.jsonl');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as SentMail).filter(({ to }) => to === address);
}

/** Waits for so many messages to an address; the newest is last. */
export async function mailTo(address: string, count = 1): Promise<SentMail> {
  await until(() => mailsTo(address).length >= count);
  return mailsTo(address)[count - 1]!;
}

/** The token that a message carries. */
export const tokenIn = ({ text }: { text: string }): string => {
  const token = /^(?:rst|inv)_[\w-]{43}$/m.exec(text)?.[0];
  if (!token) throw new Error(`no token in: ${text}`);
  return token;
};
