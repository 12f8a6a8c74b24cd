import type { z } from 'zod';
import type {
  JsonSchema,
  PluginManifest,
  PluginPermissions,
  RegisterPlugin,
} from '../../contracts/plugins.contract.js';
import type { GuardedFetch, GuardedStream } from '../../platform/http/guarded-fetch.types.js';
import type { OutboundRules } from '../../platform/http/outbound-rules.js';
import type { Logger } from '../../platform/logging/logger.js';
import type { Toolset } from './tools/tool.js';

/** What one version of a plugin says; it never changes. */
export interface PluginDefinition {
  manifest: PluginManifest;
  configSchema: JsonSchema | null;
  permissions: PluginPermissions;
  /** What the kind worked out when it was registered and needs at each opening; any JSON, shown to nobody. */
  prepared?: unknown;
}

/** What a bot gives a plugin: values with the defaults of its schema, and its opened secrets apart from them. */
export interface PluginSettings {
  /** Whose settings they are: nothing that is kept between turns is shared with another one. Absent while registering. */
  installationId?: string;
  config: Record<string, unknown>;
  secrets: Record<string, string>;
}

/** A passage of the bot's own knowledge; `index` is what a citation `[1]` in the answer refers to. */
export interface FoundPassage {
  index: number;
  title: string;
  text: string;
  score: number;
  source: string;
}

export interface PluginDependencies {
  /** The only way out: no private address, redirects checked. Hosts are the kind's business, also in `onRedirect`. */
  fetch: GuardedFetch;
  /** The same for answers that come in parts. */
  stream: GuardedStream;
  rules: OutboundRules;
  logger: Logger;
  /** Searches the knowledge bases of the bot's version; absent where no turn is made. */
  search?: (query: string, options: { limit: number; signal: AbortSignal }) => Promise<FoundPassage[]>;
}

export interface PluginHealth {
  healthy: boolean;
  /** What is wrong, or worth knowing; never a secret. */
  message: string | null;
  /** Of asking; `null` when nothing was asked. */
  latencyMs: number | null;
}

/** What a kind of plugin implements. No code of a plugin's runs in our process. */
export interface PluginKind {
  /** What it may have worked out, for definitions that come in an archive. */
  prepared: z.ZodType;
  /**
   * Completes what a builder registered: lists the tools (of the OpenAPI document, of the MCP server). `configSchema` has
   * been made sound before; input schemas of tools are the kind's to check, by `soundSchema`.
   * @throws AppError VALIDATION_ERROR by `invalid(path, sentence)`, with a path such as `body.manifest.openapi`
   */
  complete(input: RegisterPlugin, dependencies: PluginDependencies): Promise<PluginDefinition>;
  /**
   * Opens the tools of an installed plugin for a turn. It happens before the first token of every answer, so it must ask
   * nobody: connect when the first tool is called.
   */
  open(
    definition: PluginDefinition,
    settings: PluginSettings,
    dependencies: PluginDependencies,
  ): Promise<Toolset> | Toolset;
  /** Asks whether it can be used now; what goes wrong is told, not thrown. */
  check(
    definition: PluginDefinition,
    settings: PluginSettings,
    dependencies: PluginDependencies & { signal: AbortSignal },
  ): Promise<PluginHealth>;
  /** Ends what is kept between turns, when the process ends. */
  close?(): Promise<void>;
}
