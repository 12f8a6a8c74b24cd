import type { ThreadSummary } from '../../../contracts/ai/summaries.contract.js';
import type { Conversation } from '../../text/conversation.js';
import type { WrittenSummary } from '../written-summary.js';

export function threadSummary({ turns, participants }: Conversation, written: WrittenSummary): ThreadSummary {
  const { topic, summary, keyPoints, decisions, resolution, openQuestions, actionItems } = written;
  return {
    ...{ topic, summary, participants, keyPoints, decisions, resolution, openQuestions, actionItems },
    messageCount: turns.length,
    startedAt: timeOf(turns[0]),
    endedAt: timeOf(turns.at(-1)),
  };
}

export const timeOf = (turn: { at: Date } | undefined): string => (turn?.at ?? new Date(0)).toISOString();
