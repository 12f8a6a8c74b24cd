import type { Digest, DigestOptions } from '../../contracts/ai/digest.contract.js';
import type { WrittenSummary } from '../summaries/written-summary.js';
import type { Conversation } from '../text/conversation.js';
import { keyTopics } from '../text/topics.js';
import { periodOf, statsOf, trendsOf } from './digest-facts.js';

const mostTopics = 5;
const mostHighlights = 5;

/** A digest of a conversation: what was written of it, and figures that are counted from its messages. */
export async function makeDigest(
  conversation: Conversation,
  { summary, decisions, keyPoints }: Pick<WrittenSummary, 'summary' | 'decisions' | 'keyPoints'>,
  options: DigestOptions,
  source?: { start: Date; end: Date } | null,
): Promise<Digest> {
  const { period, includeStats, includeTopics, includeTrends } = options;
  return {
    summary,
    period: source
      ? { start: source.start.toISOString(), end: source.end.toISOString() }
      : periodOf(conversation, period),
    ...(includeStats ? { stats: statsOf(conversation) } : {}),
    ...(includeTopics ? { keyTopics: await keyTopics(conversation, mostTopics) } : {}),
    highlights: [...new Set([...decisions, ...keyPoints])].slice(0, mostHighlights),
    ...(includeTrends ? { trends: trendsOf(conversation) } : {}),
  };
}
