import { createAccountMails } from '../../accounts/index.js';
import { outboxFileOf, publicUrlOf, type Config } from '../../platform/config/config.js';
import { createSealer } from '../../platform/crypto/sealer.js';
import type { Logger } from '../../platform/logging/logger.js';
import { createMailer } from '../../platform/mail/create-mailer.js';
import { createMailQueue, type MailQueue } from '../../platform/mail/mail-queue.js';

/** Every message by mail that the platform sends, by the server that is configured or into the file. */
export function sendMails({
  config,
  redisUrl,
  logger,
}: {
  config: Config;
  redisUrl: string;
  logger: Logger;
}): MailQueue & { destination: string } {
  const publicUrl = publicUrlOf(config);
  const mailer = createMailer({
    smtpUrl: config.SMTP_URL,
    outboxFile: outboxFileOf(config),
    publicUrl,
    production: config.NODE_ENV === 'production',
  });
  const queue = createMailQueue({
    ...{ redisUrl, logger, mailer, composers: createAccountMails({ publicUrl }) },
    sealer: createSealer({ secret: config.ENCRYPTION_KEY, former: config.ENCRYPTION_KEY_FORMER }),
  });
  return { ...queue, destination: mailer.destination };
}
