import { pluginLimits } from '../../../contracts/plugins.contract.js';
import type {
  AnswerEvidence,
  ChatMessage,
  Gateway,
  GatewayEnd,
  ToolCall,
  ToolSpec,
} from '../../../providers/index.js';
import type { TurnToolCall } from '../turn.model.js';
import { lastMessages, roundMessages } from './tool-messages.js';

/** Where the calls of a model are made, or answered from a record. */
export interface Calls {
  specs: ToolSpec[];
  calls: TurnToolCall[];
  run(calls: readonly ToolCall[], signal: AbortSignal): Promise<TurnToolCall[]>;
  isSpent(): boolean;
  answer(): string | undefined;
}

type GatewayChat = Parameters<Gateway['chat']>[0];

/**
 * Asks a model, makes the calls that it asks for, tells it their results and asks again until it answers; after five
 * rounds or sixteen calls it has to answer from what there is.
 * @returns one end for each request, the last one last
 */
export async function askInRounds({
  gateway,
  chat,
  prompt,
  evidence,
  planned,
  calls,
  onText,
}: {
  gateway: Gateway;
  chat: GatewayChat;
  prompt: ChatMessage[];
  evidence: AnswerEvidence;
  /** What a provider without a model calls. */
  planned: ToolCall[];
  calls: Calls | null;
  onText(text: string): void;
}): Promise<GatewayEnd[]> {
  const ends: GatewayEnd[] = [];
  const exchange: ChatMessage[] = [];
  let hasSpoken = false;
  for (let round = 0; ; round++) {
    const isLast = !calls || round >= pluginLimits.roundsPerTurn || calls.isSpent();
    const messages = calls && isLast ? lastMessages(prompt, calls.calls) : [...prompt, ...exchange];
    const toolAnswer = calls?.answer();
    const asked = await once(gateway, {
      ...chat,
      request: {
        ...chat.request,
        messages,
        evidence: { ...evidence, ...(toolAnswer === undefined ? {} : { toolAnswer }) },
        ...(calls && !isLast ? { tools: calls.specs, planned: round === 0 ? planned : [] } : {}),
      },
      onText: (text, isFirst) => {
        // What was said before a call is a paragraph of its own.
        onText(hasSpoken && isFirst ? `\n\n${text}` : text);
      },
    });
    ends.push(...asked.ends);
    hasSpoken ||= asked.text !== '';
    if (!calls || isLast || asked.toolCalls.length === 0) {
      if (!hasSpoken && toolAnswer !== undefined) onText(toolAnswer);
      return ends;
    }
    const results = await calls.run(asked.toolCalls, chat.signal);
    exchange.push(...roundMessages(asked.text, asked.toolCalls, results));
  }
}

async function once(
  gateway: Gateway,
  { onText, ...chat }: GatewayChat & { onText(text: string, isFirst: boolean): void },
) {
  const ends: GatewayEnd[] = [];
  let toolCalls: ToolCall[] = [];
  let text = '';
  for await (const chunk of gateway.chat(chat)) {
    if (chunk.type === 'text') {
      onText(chunk.text, text === '');
      text += chunk.text;
    } else if (chunk.type === 'tool-calls') toolCalls = chunk.calls;
    else ends.push(chunk);
  }
  return { text, toolCalls, ends };
}

/** What all requests of a turn cost together; unknown as soon as one is. */
export function usageOf(ends: readonly GatewayEnd[]) {
  if (ends.length === 0) return null;
  const sum = (of: (usage: GatewayEnd['usage']) => number) =>
    ends.reduce((total, { usage }) => total + of(usage), 0);
  return {
    promptTokens: sum(({ promptTokens }) => promptTokens),
    completionTokens: sum(({ completionTokens }) => completionTokens),
    totalTokens: sum(({ totalTokens }) => totalTokens),
    costMicros: ends.some(({ usage }) => usage.costMicros === null)
      ? null
      : sum(({ costMicros }) => costMicros ?? 0),
    ...(ends.some(({ cached }) => cached) ? { cached: true } : {}),
  };
}
