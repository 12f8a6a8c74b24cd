import type { EnrolledTotp } from '../../contracts/identity.contract.js';
import type { Sealer } from '../../platform/crypto/sealer.js';
import { notFound } from '../../platform/errors/app-error.js';
import type { Actor } from '../actor.js';
import { userRepository } from '../users/user.repository.js';
import { keyUri, newSecret } from './codes.js';
import { sealContext } from './second-factor.js';
import { totpRepository } from './totp.repository.js';

/** Makes a secret for an authenticator, which counts once a code of it is confirmed. @throws AppError CONFLICT when one is in use */
export async function enrollTotp({ actor, sealer }: { actor: Actor; sealer: Sealer }): Promise<EnrolledTotp> {
  const user = await userRepository.systemFind(actor.userId);
  if (!user) throw notFound('User');
  const secret = newSecret();
  await totpRepository.systemEnroll(user._id, sealer.seal(secret, sealContext(user._id)));
  return { secret, uri: keyUri(secret, user.username) };
}
