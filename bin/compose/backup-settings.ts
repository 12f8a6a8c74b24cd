import type { BackupSettings } from '../../backups/index.js';
import { backupKeyBytes } from '../../platform/config/backup-key.js';
import type { Config } from '../../platform/config/config.js';
import { sealingKeyId } from '../../platform/crypto/sealer.js';

const megabyte = 1_024 * 1_024;

export const backupSettings = ({
  BACKUP_DIR,
  BACKUP_KEY,
  BACKUP_KEEP,
  BACKUP_PART_MEGABYTES,
  ENCRYPTION_KEY,
}: Config): BackupSettings => ({
  directory: BACKUP_DIR,
  key: BACKUP_KEY ? backupKeyBytes(BACKUP_KEY) : null,
  keep: BACKUP_KEEP,
  partBytes: Math.round(BACKUP_PART_MEGABYTES * megabyte),
  encryptionKeyId: sealingKeyId(ENCRYPTION_KEY),
});
