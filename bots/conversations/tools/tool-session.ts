import { pluginLimits } from '../../../contracts/plugins.contract.js';
import type { ToolCall, ToolSpec } from '../../../providers/index.js';
import type { ToolContext } from '../../plugins/tools/tool.js';
import type { ToolEvent, TurnToolCall } from '../turn.model.js';
import { toolSpecs, type BotTool } from './bot-tools.js';
import { beginCall, callTool } from './call-tool.js';
import { consentQuestion } from './consent.js';
import { createToolsets, type ToolDependencies } from './open-toolsets.js';
import type { PlannedCall } from './plan-calls.js';
import { renderAnswer } from './render-answer.js';
import { textOf } from './tool-messages.js';
import { parsed } from './typed-arguments.js';

/** What a turn may call, and what it would without a model. */
export interface TurnTools {
  tools: BotTool[];
  planned: PlannedCall[];
  /** Calls that the end user has agreed to just now. */
  consented: Set<string>;
  language: string | null;
  context: Omit<ToolContext, 'signal'>;
  dependencies: ToolDependencies;
}

export interface ToolSession {
  specs: ToolSpec[];
  /** All calls of the turn, in their order. */
  calls: TurnToolCall[];
  events: ToolEvent[];
  /** Makes calls side by side. @throws only when the turn ends */
  run(calls: readonly ToolCall[], signal: AbortSignal): Promise<TurnToolCall[]>;
  /** Whether no further call may be made. */
  isSpent(): boolean;
  /** What a bot without a model says of the calls so far; undefined when they say nothing. */
  answer(): string | undefined;
  close(): Promise<void>;
}

/** The calls of one turn. @param tell is told of each call as it begins and ends @param note stores what was called */
export function createToolSession(
  { tools, planned, consented, language, context, dependencies }: TurnTools,
  { tell, note }: { tell?: (event: ToolEvent) => void; note?: (session: ToolSession) => Promise<void> },
): ToolSession {
  const toolsets = createToolsets(dependencies);
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  const happen = (event: ToolEvent): void => {
    session.events.push(event);
    tell?.(event);
  };
  const session: ToolSession = {
    specs: toolSpecs(tools),
    calls: [],
    events: [],
    async run(calls, signal) {
      const first = session.calls.length;
      const begun = calls.map((call) => beginCall(call, byName.get(call.name)));
      session.calls.push(...begun);
      for (const { id, name } of begun) happen({ id, name, status: 'started' });
      // Stored before anything is called: what a lost process had called is known then.
      await note?.(session);
      await Promise.all(
        calls.map(async (call, at) => {
          const place = first + at;
          const started = begun[at];
          if (!started) return;
          const ended =
            place >= pluginLimits.callsPerTurn
              ? tooMany(started)
              : await callTool({
                  ...{ call, tool: byName.get(call.name), begun: started },
                  ...{ toolsets, context, consented, signal },
                });
          session.calls[place] = ended;
          happen({ id: ended.id, name: ended.name, status: ended.outcome === 'ok' ? 'completed' : 'failed' });
        }),
      );
      await note?.(session);
      return session.calls.slice(first);
    },
    isSpent: () => session.calls.length >= pluginLimits.callsPerTurn,
    answer: () => answerOf(session.calls, planned, language),
    close: () => toolsets.close(),
  };
  return session;
}

const tooMany = (call: TurnToolCall): TurnToolCall => ({
  ...call,
  ...{ outcome: 'refused', error: `A turn has at most ${pluginLimits.callsPerTurn} calls` },
});

function answerOf(
  calls: readonly TurnToolCall[],
  planned: readonly PlannedCall[],
  language: string | null,
): string | undefined {
  const parts = calls.flatMap((call) => {
    const plan = planned.find(({ name }) => name === call.name);
    if (call.awaitsConsent) return [consentQuestion(call, language)];
    if (call.outcome === 'ok') {
      const result = parsed(call.result ?? 'null') ?? textOf(call.result);
      return [renderAnswer(plan?.answer, result, parsed(call.arguments))];
    }
    return plan?.isExplicit && call.error !== null ? [call.error] : [];
  });
  return parts.length > 0 ? parts.join('\n\n') : undefined;
}
