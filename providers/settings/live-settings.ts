import { setTimeout as sleep } from 'node:timers/promises';
import type { Sealer } from '../../platform/crypto/sealer.js';
import type { Logger } from '../../platform/logging/logger.js';
import type { Notices } from '../../platform/redis/notices.js';
import type { AiSettings } from './ai-settings.js';
import { aiSettingsRepository } from './ai-settings.repository.js';
import { defaultSettings, type DefaultsOf } from './default-settings.js';
import { effectiveSettings } from './effective-settings.js';

/** The settings as this process knows them; a change reaches every process within seconds. */
export interface LiveSettings {
  current(): AiSettings;
  /** What holds for what was not set. */
  defaults: ReturnType<typeof defaultSettings>;
  /** Calls back after each change, until the returned function is called. */
  onChange(listener: (settings: AiSettings) => void): () => void;
  /** Looks for a change now. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export interface LiveSettingsOptions {
  config: DefaultsOf;
  sealer: Sealer;
  /** Announces changes; without it only the clock tells. */
  notices: Notices;
  logger: Logger;
  /** Milliseconds between two looks when nothing was announced; 10,000. */
  pollMs?: number;
}

/** What changes are announced as. */
export const settingsNotice = 'ai';

/** Reads the settings and follows them. @throws Error when they cannot be read at the start */
export async function openLiveSettings({
  config,
  sealer,
  notices,
  logger,
  pollMs = 10_000,
}: LiveSettingsOptions): Promise<LiveSettings> {
  const defaults = defaultSettings(config);
  const listeners = new Set<(settings: AiSettings) => void>();
  const read = async (): Promise<AiSettings> =>
    effectiveSettings(await aiSettingsRepository.systemRead(), defaults, { sealer, logger });
  let settings = await read();
  const ended = new AbortController();

  const refresh = async (): Promise<void> => {
    const latest = await read();
    // Two looks may overlap: the older answer counts for nothing.
    if (latest.version <= settings.version) return;
    settings = latest;
    logger.info({ version: latest.version }, 'the configuration of models has changed');
    for (const listener of listeners) listener(latest);
  };
  const look = (): Promise<void> =>
    refresh().catch((error: unknown) => logger.warn({ err: error }, 'the configuration cannot be read'));

  const unsubscribe = notices.subscribe(settingsNotice, () => void look());
  const following = (async () => {
    while (!ended.signal.aborted) {
      await sleep(pollMs, undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
      if (!ended.signal.aborted) await look();
    }
  })();

  return {
    current: () => settings,
    defaults,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
    async close() {
      unsubscribe();
      ended.abort();
      await following;
    },
  };
}
