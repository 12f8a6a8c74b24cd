import { createTransport } from 'nodemailer';
import { MailRefused, type Mailer } from './mail.js';
import { parseSmtpUrl } from './smtp-url.js';

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Sends by SMTP, over a connection that is kept for a while. */
export function createSmtpMailer(
  smtpUrl: string,
  options: { publicUrl: string; production: boolean },
): Mailer {
  const { url, host, from, requireTLS } = parseSmtpUrl(smtpUrl, options);
  const transport = createTransport({ url, pool: true, maxConnections: 2, requireTLS, ...timeouts });
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/>$/, '');
  return {
    destination: host,
    async deliver(id, { to, subject, text }) {
      try {
        // The same for every attempt, so that a mailbox can tell a repeat.
        await transport.sendMail({ from, to, subject, text, messageId: `<${id}@${domain}>` });
      } catch (error) {
        throw toMailError(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Errors of the library quote commands and addresses, which have no place in a log. */
function toMailError(error: unknown): Error {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  const told = `SMTP ${code ?? 'error'}${responseCode === undefined ? '' : ` ${responseCode}`}`;
  // Wrong credentials are answered with 535: a mistake of the installation, not of the message.
  const isFinal = code === 'EENVELOPE' && responseCode !== undefined && responseCode >= 500;
  return isFinal ? new MailRefused(told) : new Error(told);
}
