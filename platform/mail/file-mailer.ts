import { appendFile, chmod, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Mailer } from './mail.js';

/** Without a mail server messages are appended to a file, a JSON object a line, readable by its owner only. */
export const createFileMailer = (file: string): Mailer => ({
  destination: file,
  async deliver(id, mail) {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const line = JSON.stringify({ id, ...mail, createdAt: new Date().toISOString() });
    await appendFile(file, `${line}\n`, { mode: 0o600 });
    await chmod(file, 0o600);
  },
  close: () => undefined,
});
