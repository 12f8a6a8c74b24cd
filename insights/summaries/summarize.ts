import type { Actor } from '../../accounts/index.js';
import { DigestOptions } from '../../contracts/ai/digest.contract.js';
import type { Summarize, SummaryAnswer } from '../../contracts/ai/summaries.contract.js';
import { createSpending } from '../../providers/index.js';
import { makeDigest } from '../digests/make-digest.js';
import { costInfo } from '../model/as-provider.js';
import type { InsightDependencies } from '../model/insight-dependencies.js';
import { readConversation, type Conversation } from '../text/conversation.js';
import { qualityScore } from './quality/quality-score.js';
import { catchup } from './types/catchup.js';
import { meetingNotes, renderNotes } from './types/meeting-notes.js';
import { threadSummary } from './types/thread-summary.js';
import { writeSummary } from './write-summary.js';
import type { WrittenSummary } from './written-summary.js';

type Summary = Omit<SummaryAnswer, 'success'>;

/** Sums up messages in one of five ways. Nothing of them is kept. */
export async function summarize(
  dependencies: InsightDependencies,
  { actor, input, signal }: { actor: Actor; input: Summarize; signal: AbortSignal },
): Promise<Summary> {
  const spending = createSpending();
  const asking = { organizationId: actor.organizationId, spending, signal };
  const conversation = await readConversation(input.messages);
  const { style, maxLength, includeKeyPoints } = input.options;
  const wish = { type: input.type, style, maxLength };
  const { written, provider } = await writeSummary(dependencies, conversation, { wish, asking });
  return {
    ...(await shapes[input.type](conversation, written, input)),
    ...(includeKeyPoints ? { keyPoints: written.keyPoints } : {}),
    provider,
    costInfo: costInfo(spending),
  };
}

type Shape = (
  conversation: Conversation,
  written: WrittenSummary,
  input: Summarize,
) => Promise<Omit<Summary, 'provider' | 'costInfo' | 'keyPoints'>>;

/** What each type shows beside its text; only the brief one is scored. */
const shapes: Record<Summarize['type'], Shape> = {
  brief: async (conversation, { summary }) => ({
    summary,
    qualityScore: await qualityScore(summary, conversation),
  }),
  digest: async (conversation, written) => ({
    summary: written.summary,
    digest: await makeDigest(conversation, written, DigestOptions.parse({})),
    qualityScore: null,
  }),
  thread: async (conversation, written) => ({
    summary: written.summary,
    threadSummary: threadSummary(conversation, written),
    qualityScore: null,
  }),
  catchup: async (conversation, written) => ({
    summary: written.summary,
    catchup: await catchup(conversation, written),
    qualityScore: null,
  }),
  'meeting-notes': async (conversation, written, { meetingOptions, options }) => {
    const notes = await meetingNotes(conversation, written, meetingOptions);
    return { summary: renderNotes(notes, options.maxLength), meetingNotes: notes, qualityScore: null };
  },
};
