import { createFileMailer } from './file-mailer.js';
import type { Mailer } from './mail.js';
import { createSmtpMailer } from './smtp-mailer.js';

/** By SMTP where a server is configured, otherwise into a file. */
export const createMailer = ({
  smtpUrl,
  outboxFile,
  ...options
}: {
  smtpUrl?: string;
  outboxFile: string;
  publicUrl: string;
  production: boolean;
}): Mailer => (smtpUrl === undefined ? createFileMailer(outboxFile) : createSmtpMailer(smtpUrl, options));
