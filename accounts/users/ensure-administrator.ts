import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../platform/errors/app-error.js';
import { userRepository } from './user.repository.js';
import { registerUser } from './register-user.js';

export interface AdministratorSettings {
  email?: string;
  password?: string;
  dataDir: string;
}

/**
 * Makes the first administrator when there is none. What was not configured is generated and written to
 * `admin.json` in the data folder, readable by its owner only. Returns that file's path when it was written.
 */
export async function ensureAdministrator({
  email,
  password,
  dataDir,
}: AdministratorSettings): Promise<string | null> {
  if (await userRepository.systemHasAdministrator()) return null;
  const account = {
    username: 'admin',
    email: email ?? 'admin@localhost.localdomain',
    password: password ?? randomBytes(18).toString('base64url'),
  };
  const file = join(dataDir, 'admin.json');
  // Written first: an administrator whose password nobody knows would be lost.
  if (password === undefined) {
    await mkdir(dataDir, { recursive: true });
    await writeFile(file, `${JSON.stringify(account, null, 2)}\n`, { mode: 0o600 });
  }
  try {
    await registerUser({ input: account, role: 'admin' });
  } catch (error) {
    const startedTogether = error instanceof AppError && error.code === 'CONFLICT';
    if (!startedTogether || !(await userRepository.systemHasAdministrator())) throw error;
  }
  return password === undefined ? file : null;
}
