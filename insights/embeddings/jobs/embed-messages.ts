import { jobItemRepository, type JobDocument, type JobItemDocument } from '../../../jobs/index.js';
import { AppError, errorMessage } from '../../../platform/errors/app-error.js';
import { analyse } from '../../../platform/text/analyser.js';
import type { VectorStore } from '../../../platform/vectors/vector-store.js';
import { ProviderError } from '../../../providers/index.js';
import type { MessageDocument } from '../../messages/message.model.js';
import { unembeddedRepository } from '../../messages/unembedded.repository.js';
import { embedCached } from '../embed-cached.js';
import { targetOf } from './job-scope.js';
import { collectionOfMessages, type MessageIndexDocument } from './message-index.model.js';
import { isSpent, openIndex, type IndexingDependencies } from './open-indexes.js';

export interface EmbedMessagesContext {
  job: JobDocument;
  /** Holds the claim on the job items. */
  token: string;
  signal: AbortSignal;
  /** Before every call that costs money. */
  assertMayGoOn(): Promise<void>;
  dependencies: IndexingDependencies & { vectors: VectorStore };
}

/** Embeds the messages of claimed items and puts them into their organisations' indexes; repeating it changes nothing. */
export async function embedMessages(
  jobItems: JobItemDocument[],
  context: EmbedMessagesContext,
): Promise<void> {
  const { token } = context;
  const found = await unembeddedRepository.systemFind(jobItems.map(({ subjectId }) => subjectId));
  const messages = new Map(found.map((message) => [message._id, message]));
  const gone = jobItems.filter(({ subjectId }) => !messages.has(subjectId));
  await jobItemRepository.settle(
    token,
    gone.map(({ _id }) => ({ id: _id, status: 'skipped' })),
  );
  const itemOf = new Map(jobItems.map(({ subjectId, _id }) => [subjectId, _id]));
  for (const group of byOrganization(found)) {
    const failures = await embedOfOrganization(group, context);
    await jobItemRepository.settle(
      token,
      group.map(({ _id }) => {
        const error = failures.get(_id);
        const id = itemOf.get(_id) ?? '';
        return error ? { id, status: 'failed' as const, error } : { id, status: 'done' as const };
      }),
    );
  }
}

function byOrganization(messages: MessageDocument[]): MessageDocument[][] {
  const groups = new Map<string, MessageDocument[]>();
  for (const message of messages)
    groups.set(message.organizationId, [...(groups.get(message.organizationId) ?? []), message]);
  return [...groups.values()];
}

/** Why single messages could not be embedded, by their ids. */
type Failures = Map<string, string>;

async function embedOfOrganization(
  messages: MessageDocument[],
  context: EmbedMessagesContext,
): Promise<Failures> {
  const [{ organizationId } = { organizationId: '' }] = messages;
  try {
    const index = await openIndex(organizationId, context.job, context.dependencies, context.signal);
    return await embedInto(index, messages, context);
  } catch (error) {
    context.signal.throwIfAborted();
    // Only a job of their own organisation can wait for its money; this one goes on with the others.
    if (!isSpent(error)) throw error;
    return new Map(messages.map(({ _id }) => [_id, errorMessage(error)]));
  }
}

async function embedInto(
  index: MessageIndexDocument,
  messages: MessageDocument[],
  context: EmbedMessagesContext,
): Promise<Failures> {
  const { place, indexing } = targetOf(index, context.job._id);
  // An attempt that was lost, or another job, has come so far.
  const missing = messages.filter(
    ({ revision, [place]: at }) => at?.revision !== revision || at.generation !== indexing.generation,
  );
  try {
    await embedAll(missing, index, context);
    return new Map();
  } catch (error) {
    context.signal.throwIfAborted();
    if (!isOfTheTexts(error)) throw error;
    return oneByOne(missing, index, context);
  }
}

/** One text that a provider refuses must not keep the others back. */
async function oneByOne(
  messages: MessageDocument[],
  index: MessageIndexDocument,
  context: EmbedMessagesContext,
): Promise<Failures> {
  const failures: Failures = new Map();
  for (const message of messages)
    try {
      await embedAll([message], index, context);
    } catch (error) {
      context.signal.throwIfAborted();
      if (!isOfTheTexts(error)) throw error;
      const reason = errorMessage(error);
      await unembeddedRepository.noteFailed(message.organizationId, message._id, reason);
      failures.set(message._id, reason);
    }
  return failures;
}

const isOfTheTexts = (error: unknown): boolean =>
  error instanceof AppError &&
  error.code === 'PROVIDER_ERROR' &&
  error.cause instanceof ProviderError &&
  error.cause.kind === 'invalid-request';

async function embedAll(
  messages: MessageDocument[],
  index: MessageIndexDocument,
  { job, signal, assertMayGoOn, dependencies }: EmbedMessagesContext,
): Promise<void> {
  if (messages.length === 0) return;
  const { organizationId } = index;
  const { place, indexing } = targetOf(index, job._id);
  const { vectors } = await embedCached(dependencies, {
    context: { organizationId, jobId: job._id, feature: 'embeddings' },
    ...{ model: indexing, signal, purpose: 'passage', beforeCall: assertMayGoOn },
    texts: messages.map(({ content }) => content),
  });
  signal.throwIfAborted();
  const points = messages.map(({ _id, revision, channelId, content }, position) => ({
    ...{ id: _id, itemId: _id, revision, tags: [channelId] },
    vector: vectors[position] ?? new Float32Array(),
    terms: analyse(content, { language: indexing.language }),
  }));
  await dependencies.vectors.upsert(collectionOfMessages(organizationId, indexing), points);
  await unembeddedRepository.noteEmbedded(organizationId, messages, {
    place,
    generation: indexing.generation,
  });
}
