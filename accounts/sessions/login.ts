import type { Login, Session } from '../../contracts/identity.contract.js';
import { verifyPassword } from '../../platform/crypto/passwords.js';
import { AppError } from '../../platform/errors/app-error.js';
import { userRepository } from '../users/user.repository.js';
import type { AccessTokens } from './access-token.js';
import { openSession } from './open-session.js';

/** Signs in. The answer and its time are the same for an unknown name and a wrong password. @throws AppError UNAUTHORIZED */
export async function login({ tokens, input }: { tokens: AccessTokens; input: Login }): Promise<Session> {
  const user = await userRepository.systemFindByLogin(input);
  const matches = await verifyPassword(user?.passwordHash, input.password);
  if (!user || !matches || user.status !== 'active') {
    throw new AppError('UNAUTHORIZED', 'The name or the password is wrong');
  }
  return openSession(tokens, user);
}
