import type { PluginConfig } from '../../../contracts/plugin-installations.contract.js';
import { bytesOf, problemOfFreeData } from '../../../contracts/free-data.js';
import type { Sealer } from '../../../platform/crypto/sealer.js';
import { invalid } from '../../../platform/errors/app-error.js';
import type { PluginDefinition, PluginSettings } from '../plugin-kind.js';
import { secretNamesOf } from '../schemas/config-schema.js';
import { withDefaults } from '../schemas/validator.js';

const configBytes = 16_384;
const longestSecret = 8_192;

/**
 * Settings with changes merged in: what is sent replaces, `null` clears, secrets that are left out stay. The whole is
 * checked by the plugin's schema and gets its defaults.
 * @throws AppError VALIDATION_ERROR naming the setting, never its value
 */
export function mergedSettings(
  definition: PluginDefinition,
  now: PluginSettings,
  change: PluginConfig | null | undefined,
): PluginSettings {
  const { configSchema } = definition;
  if (!configSchema) {
    if (Object.keys(change ?? {}).length > 0) throw invalid('body.config', 'this plugin has no settings');
    return { config: {}, secrets: {} };
  }
  const names = new Set(secretNamesOf(configSchema));
  const kept = change === null ? {} : { ...now.config, ...now.secrets };
  const merged = Object.fromEntries(
    Object.entries({ ...kept, ...change }).filter(([, value]) => value !== null),
  );
  const { value, problems } = withDefaults(configSchema, merged);
  const [problem] = problems;
  if (problem) throw invalid(['body.config', problem.path].filter(Boolean).join('.'), problem.message);
  const entries = Object.entries(value);
  const config = Object.fromEntries(entries.filter(([name]) => !names.has(name)));
  const secrets = Object.fromEntries(
    entries.filter((entry): entry is [string, string] => names.has(entry[0]) && typeof entry[1] === 'string'),
  );
  checkSize(config, secrets);
  return { config, secrets };
}

function checkSize(config: Record<string, unknown>, secrets: Record<string, string>): void {
  const problem = problemOfFreeData(config);
  if (problem) throw invalid(['body.config', ...problem.path].join('.'), problem.message);
  if (bytesOf(config) > configBytes) throw invalid('body.config', `at most ${configBytes} bytes`);
  const long = Object.entries(secrets).find(([, secret]) => secret.length > longestSecret);
  if (long) throw invalid(`body.config.${long[0]}`, `at most ${longestSecret} characters`);
}

const sealContext = (installationId: string): string => `plugin secrets of ${installationId}`;

/** `null` when there are none. */
export const sealSecrets = (
  secrets: Record<string, string>,
  { sealer, installationId }: { sealer: Sealer; installationId: string },
): string | null =>
  Object.keys(secrets).length === 0
    ? null
    : sealer.seal(JSON.stringify(secrets), sealContext(installationId));

export const openSecrets = (
  sealed: string | null,
  { sealer, installationId }: { sealer: Sealer; installationId: string },
): Record<string, string> =>
  sealed === null
    ? {}
    : (JSON.parse(sealer.open(sealed, sealContext(installationId))) as Record<string, string>);
