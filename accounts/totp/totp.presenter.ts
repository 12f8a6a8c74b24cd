import type { TotpState } from '../../contracts/identity.contract.js';
import type { TotpDocument } from './totp.model.js';

export const presentTotp = (totp: TotpDocument | null): TotpState => ({
  enabled: Boolean(totp?.confirmedAt),
  confirmedAt: totp?.confirmedAt?.toISOString() ?? null,
  recoveryCodesLeft: totp?.recoveryHashes.length ?? 0,
});
