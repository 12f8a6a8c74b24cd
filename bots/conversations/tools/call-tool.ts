import { SpanKind } from '@opentelemetry/api';
import { setTimeout as sleep } from 'node:timers/promises';
import { pluginLimits } from '../../../contracts/plugins.contract.js';
import type { CallOutcome } from '../../../contracts/plugin-installations.contract.js';
import { newId } from '../../../platform/ids.js';
import { failSpan, inSpan } from '../../../platform/telemetry/span.js';
import type { ToolCall } from '../../../providers/index.js';
import { problemsOf } from '../../plugins/schemas/validator.js';
import { beginning, boundedResult } from '../../plugins/tools/bounded-result.js';
import { toToolError } from '../../plugins/tools/to-tool-error.js';
import { ToolError, type ToolContext, type ToolErrorKind } from '../../plugins/tools/tool.js';
import type { TurnToolCall } from '../turn.model.js';
import type { BotTool } from './bot-tools.js';
import { keyOfCall } from './consent.js';
import type { OpenTool, OpenToolsets } from './open-toolsets.js';
import { consentNeeded } from './tool-messages.js';
import { countToolCall } from './tool.metrics.js';

/** Before a repeatable call is made once more. */
const pauseMs = 250;
const longestError = 1_000;

const outcomes: Record<ToolErrorKind, CallOutcome> = {
  'invalid-arguments': 'invalid-arguments',
  refused: 'refused',
  timeout: 'timeout',
  unavailable: 'failed',
  failed: 'failed',
};

/** A call as it begins. */
export function beginCall({ name, arguments: given }: ToolCall, tool: BotTool | undefined): TurnToolCall {
  return {
    id: newId(),
    name,
    tool: tool?.spec.name ?? null,
    pluginId: tool?.of.plugin.id ?? null,
    arguments: beginning(JSON.stringify(given ?? {}), pluginLimits.argumentBytes),
    result: null,
    truncated: false,
    outcome: null,
    error: null,
    durationMs: 0,
    awaitsConsent: false,
    calledAt: new Date(),
  };
}

export interface CallToolOptions {
  call: ToolCall;
  tool: BotTool | undefined;
  begun: TurnToolCall;
  toolsets: OpenToolsets;
  /** Calls that the end user has agreed to; each once. */
  consented: Set<string>;
  context: Omit<ToolContext, 'signal'>;
  signal: AbortSignal;
}

/** Makes a call and tells how it ended; only the end of the turn itself is thrown. */
export async function callTool(options: CallToolOptions): Promise<TurnToolCall> {
  const { call, tool, begun, signal } = options;
  const type = tool?.of.plugin.type ?? 'unknown';
  const attributes = {
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': tool?.spec.name ?? 'unknown',
    'gen_ai.tool.call.id': begun.id,
    'gen_ai.tool.type': type === 'builtin' ? 'function' : 'extension',
  };
  const startedAt = performance.now();
  const ended = await inSpan(
    `execute_tool ${tool?.spec.name ?? 'unknown'}`,
    { kind: SpanKind.INTERNAL, attributes },
    async (span): Promise<Partial<TurnToolCall>> => {
      try {
        if (!tool)
          throw new ToolError('invalid-arguments', `There is no tool named ${call.name.slice(0, 64)}`);
        checkArguments(call, tool);
        if (tool.needsConsent && !options.consented.delete(keyOfCall(call.name, call.arguments)))
          return { outcome: 'refused', error: consentNeeded, awaitsConsent: true };
        if (tool.refusal !== undefined) return { outcome: 'refused', error: tool.refusal };
        return await made(options, tool);
      } catch (error) {
        signal.throwIfAborted();
        const { kind, message } = toToolError(error);
        failSpan(span, { kind });
        return { outcome: outcomes[kind], error: message.slice(0, longestError) };
      }
    },
  );
  const durationMs = Math.round(performance.now() - startedAt);
  countToolCall(type, ended.outcome ?? 'failed', durationMs);
  return { ...begun, ...ended, durationMs };
}

/** @throws ToolError that tells the model what to do otherwise */
function checkArguments({ arguments: given }: ToolCall, { spec }: BotTool): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new ToolError('invalid-arguments', 'The arguments must be a JSON object');
  if (Buffer.byteLength(JSON.stringify(given)) > pluginLimits.argumentBytes)
    throw new ToolError(
      'invalid-arguments',
      `The arguments are larger than ${pluginLimits.argumentBytes} bytes`,
    );
  const [problem] = problemsOf(spec.inputSchema, given);
  if (problem)
    throw new ToolError(
      'invalid-arguments',
      `The arguments do not fit: ${['arguments', problem.path].filter(Boolean).join('.')} ${problem.message}`,
    );
}

async function made(
  { call, toolsets, context, signal }: CallToolOptions,
  tool: BotTool,
): Promise<Partial<TurnToolCall>> {
  const open = await toolsets.open(tool);
  const timeoutMs = tool.of.definition.manifest.timeoutMs ?? pluginLimits.timeoutMs;
  const once = async () => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const both = AbortSignal.any([signal, timeout]);
    try {
      const args = structuredClone(call.arguments) as Record<string, unknown>;
      return await untilAborted(open.tool.call(args, { ...context, signal: both }), both);
    } catch (error) {
      signal.throwIfAborted();
      if (timeout.aborted) throw new ToolError('timeout', `The tool did not answer within ${timeoutMs} ms`);
      throw withoutSecrets(toToolError(error), open);
    }
  };
  const answered = await once().catch(async (error: unknown) => {
    const isPassing = error instanceof ToolError && ['timeout', 'unavailable'].includes(error.kind);
    if (!open.tool.repeatable || !isPassing) throw error;
    await sleep(pauseMs, undefined, { signal });
    return once();
  });
  const { value, truncated } = boundedResult(answered.value);
  return {
    outcome: 'ok',
    result: scrubbed(JSON.stringify(value), open),
    truncated: truncated || answered.truncated,
  };
}

/** Also ends the wait for a tool that does not heed its signal. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Too short to be told from any other text. */
const shortestSecret = 4;

/** A service may repeat in its answer what it was called with. */
const scrubbed = (text: string, { secrets }: OpenTool): string =>
  secrets
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text);

const withoutSecrets = (error: ToolError, open: OpenTool): ToolError =>
  new ToolError(error.kind, scrubbed(error.message, open), { cause: error });
