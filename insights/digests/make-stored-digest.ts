import { DigestOptions, type Digest } from '../../contracts/ai/digest.contract.js';
import { aiMessageLimits, type AiMessage } from '../../contracts/ai/ai-message.contract.js';
import type { JobDocument } from '../../jobs/index.js';
import { event } from '../../platform/outbox/event.js';
import { createSpending } from '../../providers/index.js';
import { costInfo } from '../model/as-provider.js';
import type { Asking, InsightDependencies } from '../model/insight-dependencies.js';
import { writeSummary } from '../summaries/write-summary.js';
import { presentMessage } from '../messages/message.presenter.js';
import { messageRepository } from '../messages/message.repository.js';
import { readConversation } from '../text/conversation.js';
import type { AiProvider } from '../../contracts/ai/cost.contract.js';
import { digestRepository } from './digest.repository.js';
import type { DigestDocument } from './digest.model.js';
import { makeDigest } from './make-digest.js';

/** Of a digest's summary, in words. */
const maxLength = 120;
/** Of the messages of a period: all are counted, but a summary of more says no more. */
export const mostCounted = 20_000;
const mostRead = aiMessageLimits.digest;

const nothingWritten = {
  summary: 'No messages were written in this period.',
  decisions: [],
  keyPoints: [],
};

export interface DigestWish {
  options: DigestOptions;
  /** The time that it is of; otherwise that of its last message. */
  source?: { start: Date; end: Date } | null;
  asking: Asking;
}

export const digestWish = { type: 'digest', style: 'brief', maxLength } as const;

/** The conversation that a digest is written of. */
export const readOf = (messages: AiMessage[]) =>
  readConversation(messages.length > mostRead ? spread(messages) : messages);

/** A digest of messages, by a model or in their own words. */
export async function digestOf(
  dependencies: InsightDependencies,
  messages: AiMessage[],
  { options, source, asking }: DigestWish,
): Promise<{ digest: Digest; provider: AiProvider }> {
  const conversation = await readConversation(messages);
  if (messages.length === 0)
    return { digest: await makeDigest(conversation, nothingWritten, options, source), provider: 'local' };
  const read = messages.length > mostRead ? await readOf(messages) : conversation;
  const { written, provider } = await writeSummary(dependencies, read, { wish: digestWish, asking });
  return { digest: await makeDigest(conversation, written, options, source), provider };
}

/** As many as are read, from all of the time. */
const spread = (messages: AiMessage[]): AiMessage[] =>
  Array.from(
    { length: mostRead },
    (_, index) => messages[Math.floor((index * messages.length) / mostRead)],
  ).filter((message) => message !== undefined);

/** What it is of: the messages that came with the request, or those that are stored of its time. */
async function messagesOf({
  _id,
  organizationId,
  channelId,
  source,
}: DigestDocument): Promise<AiMessage[] | null> {
  if (!source) return digestRepository.messagesOf(organizationId, _id);
  const { start: from, end: to } = source;
  const stored = await messageRepository.between(organizationId, { channelId, from, to, limit: mostCounted });
  return stored.map(presentMessage);
}

/** Makes the digest of a job and stores it, unless an earlier attempt has; its messages are not kept any longer. */
export async function makeStoredDigest(
  dependencies: InsightDependencies,
  { _id: jobId, organizationId }: Pick<JobDocument, '_id' | 'organizationId'>,
  { digestId, signal, assertMayGoOn }: Pick<Asking, 'signal' | 'assertMayGoOn'> & { digestId: string },
): Promise<void> {
  const stored = await digestRepository.find(organizationId, digestId);
  const messages = stored && !stored.completedAt ? await messagesOf(stored) : null;
  if (stored && messages) {
    const spending = createSpending();
    const asking = { organizationId, jobId, spending, signal, assertMayGoOn };
    const options = DigestOptions.parse(stored.options);
    const made = await digestOf(dependencies, messages, { options, source: stored.source, asking });
    const { channelId } = stored;
    const told = event('digest.completed', {
      organizationId,
      data: { digestId, channelId, jobId, period: made.digest.period, summary: made.digest.summary },
    });
    await digestRepository.complete(
      organizationId,
      digestId,
      { ...made, costInfo: costInfo(spending) },
      told,
    );
  }
  await digestRepository.forgetMessages(organizationId, digestId);
}
