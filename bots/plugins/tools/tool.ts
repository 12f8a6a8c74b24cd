import type { JsonSchema } from '../../../contracts/plugins.contract.js';

/** Why a call gave no result. */
export type ToolErrorKind =
  /** The arguments do not satisfy what the tool asks for. */
  | 'invalid-arguments'
  /** Our own rules forbid it: a host that is not allowed, a limit. */
  | 'refused'
  | 'timeout'
  /** Nobody answered, or said that they are busy: a repeatable call is made once more. */
  | 'unavailable'
  /** The tool answered that it could not do it. */
  | 'failed';

/** What a model and a builder are told of a call that failed: a sentence, never a secret and nothing of our network. */
export class ToolError extends Error {
  constructor(
    readonly kind: ToolErrorKind,
    message: string,
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
    this.name = 'ToolError';
  }
}

/** In whose name a tool is called. */
export interface ToolContext {
  organizationId: string;
  chatbotId: string;
  conversationId: string;
  /** The end user, as the caller names them. */
  userId: string | null;
  /** Aborted when the time of the call is up, or the turn ends; its reason is thrown. */
  signal: AbortSignal;
}

/** A JSON value; text beyond the limit has been cut, and `truncated` says so. See `boundedResult`. */
export interface ToolResult {
  value: unknown;
  truncated: boolean;
}

/** A tool as a turn sees it. */
export interface Tool {
  /** As its plugin calls it; the bot may call it by another name when two plugins have the same one. */
  name: string;
  description: string;
  /** JSON Schema of an object that `soundSchema` has accepted: no references, bounded. Arguments are checked before `call`. */
  inputSchema: JsonSchema;
  /** Whether a call may be repeated after one that failed (GET, `readOnlyHint` or `idempotentHint`). */
  repeatable: boolean;
  /** @throws ToolError; anything else is told as an unexpected failure without its words */
  call(args: Record<string, unknown>, context: ToolContext): Promise<ToolResult>;
}

/** The tools of one installed plugin, opened for a turn. */
export interface Toolset {
  tools: Tool[];
  close(): Promise<void>;
}
