import { newId } from '../../../platform/ids.js';
import type { ToolCall, ToolSpec } from '../../../providers/index.js';
import type { TurnDocument, TurnToolCall } from '../turn.model.js';
import type { Calls } from './ask-in-rounds.js';
import { keyOfCall } from './consent.js';
import type { ToolSession, TurnTools } from './tool-session.js';
import { parsed } from './typed-arguments.js';

interface Toolbox {
  specs: ToolSpec[];
  planned: ToolCall[];
  answer: string | null;
}

/** What a turn keeps of its tools for a replay; `null` when none was called. */
export function toolboxOf(tools: TurnTools | null, session: ToolSession | null): string | null {
  if (!tools || !session || session.calls.length === 0) return null;
  const called = new Set(session.calls.map(({ name }) => name));
  const toolbox: Toolbox = {
    specs: session.specs.filter(({ name }) => called.has(name)),
    planned: tools.planned.map(({ id, name, arguments: given }) => ({ id, name, arguments: given })),
    answer: session.answer() ?? null,
  };
  return JSON.stringify(toolbox);
}

/** The tools of a stored turn, which answer what they answered then: a replay calls nobody. */
export function recordedCalls(turn: TurnDocument): { calls: Calls; planned: ToolCall[] } | null {
  const { specs, planned, answer } = (parsed(turn.trace?.toolbox ?? 'null') ?? {}) as Partial<Toolbox>;
  if (!specs || !planned) return null;
  const record = new Map(
    (turn.toolCalls ?? []).map((call) => [keyOfCall(call.name, parsed(call.arguments)), call]),
  );
  const asked: TurnToolCall[] = [];
  const calls: Calls = {
    specs,
    calls: asked,
    async run(wanted) {
      const told = wanted.map(
        ({ name, arguments: given }) => record.get(keyOfCall(name, given)) ?? unrecorded(name),
      );
      asked.push(...told);
      return told;
    },
    isSpent: () => false,
    answer: () => (asked.length > 0 ? (answer ?? undefined) : undefined),
  };
  return { calls, planned };
}

const unrecorded = (name: string): TurnToolCall => ({
  ...{ id: newId(), name, tool: null, pluginId: null, arguments: '{}', result: null, truncated: false },
  ...{ outcome: 'refused', error: 'Not called: a replay has only the results of the first time' },
  ...{ durationMs: 0, awaitsConsent: false, calledAt: new Date() },
});
