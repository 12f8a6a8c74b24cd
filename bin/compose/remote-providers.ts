import type { Config } from '../../platform/config/config.js';
import type { Logger } from '../../platform/logging/logger.js';
import {
  createAnthropicProvider,
  createModerator,
  createOpenAiFineTuning,
  createOpenAiModeration,
  createOpenAiProvider,
  type AiSettings,
  type ChatProvider,
  type FineTuning,
  type LiveSettings,
  type Meter,
  type Moderator,
} from '../../providers/index.js';

type Closable = { close(): Promise<void> };
type Made<T> = { of: string; client: T | null };

export interface RemoteProviders {
  /** Those that are switched on, in the order in which they are tried. */
  chat(): ChatProvider[];
  /** Null while OpenAI is off. */
  fineTuning(): FineTuning | null;
  /** Null while OpenAI is off: content is moderated locally then. */
  moderator(): Moderator | null;
  close(): Promise<void>;
}

/** No answer takes so long: then nobody uses the connections of before a change any more. */
const retireMs = 900_000;

/** The providers as they are set now: one whose settings change is made anew, calls in flight end on the old one. */
export function followProviders({
  config,
  settings,
  meter,
  logger,
}: {
  config: Config;
  settings: LiveSettings;
  meter: Meter;
  logger: Logger;
}): RemoteProviders {
  const retired = new Set<Closable>();
  const retire = (client: Closable): void => {
    retired.add(client);
    setTimeout(() => {
      retired.delete(client);
      void client.close().catch(() => undefined);
    }, retireMs).unref();
  };
  /** Keeps a client until what it is made of changes. */
  const following = <T extends Closable>(
    part: (settings: AiSettings) => { enabled: boolean; apiKey: string | null },
    make: (settings: AiSettings, apiKey: string) => T,
  ): (() => T | null) => {
    let made: Made<T> = { of: '', client: null };
    return () => {
      const now = settings.current();
      const values = part(now);
      const of = JSON.stringify(values);
      if (of !== made.of) {
        if (made.client) retire(made.client);
        const { enabled, apiKey } = values;
        made = { of, client: enabled && apiKey !== null ? make(now, apiKey) : null };
      }
      return made.client;
    };
  };

  const openai = following(
    ({ openai }) => openai,
    ({ openai }, apiKey) =>
      createOpenAiProvider({ ...optionsOf(openai, apiKey), baseUrl: config.OPENAI_BASE_URL }),
  );
  const anthropic = following(
    ({ anthropic }) => anthropic,
    ({ anthropic }, apiKey) =>
      createAnthropicProvider({ ...optionsOf(anthropic, apiKey), baseUrl: config.ANTHROPIC_BASE_URL }),
  );
  const fineTuning = following(
    ({ openai: { enabled, apiKey } }) => ({ enabled, apiKey }),
    (_, apiKey) => createOpenAiFineTuning({ apiKey, baseUrl: config.OPENAI_BASE_URL }),
  );
  const moderator = following(
    ({ openai: { enabled, apiKey } }) => ({ enabled, apiKey }),
    (_, apiKey) =>
      createModerator({
        driver: createOpenAiModeration({ apiKey, baseUrl: config.OPENAI_BASE_URL }),
        ...{ meter, logger },
      }),
  );
  return {
    chat: () => [openai(), anthropic()].filter((provider) => provider !== null),
    fineTuning,
    moderator,
    async close() {
      const all = [openai(), anthropic(), fineTuning(), moderator(), ...retired].filter(
        (client) => client !== null,
      );
      await Promise.all(all.map((client) => client.close()));
    },
  };
}

const optionsOf = (values: AiSettings['openai'] | AiSettings['anthropic'], apiKey: string) => ({
  apiKey,
  defaultModel: values.defaultModel,
  fallbackModel: values.fallbackModel ?? undefined,
  maxRetries: values.maxRetries,
  organization: 'organization' in values ? (values.organization ?? undefined) : undefined,
  deadlines: { firstMs: values.timeout, betweenMs: values.timeout },
});
