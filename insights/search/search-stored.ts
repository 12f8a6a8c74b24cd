import type { Actor } from '../../accounts/index.js';
import type { FoundMessages, SearchStoredMessages } from '../../contracts/ai/message-search.contract.js';
import { AppError } from '../../platform/errors/app-error.js';
import { analyse } from '../../platform/text/analyser.js';
import { detectLanguage } from '../../platform/text/detect-language.js';
import type { VectorStore } from '../../platform/vectors/vector-store.js';
import { embedCached } from '../embeddings/embed-cached.js';
import { collectionOfMessages, type MessageIndexDocument } from '../embeddings/jobs/message-index.model.js';
import { messageIndexRepository } from '../embeddings/jobs/message-index.repository.js';
import type { MessageDocument } from '../messages/message.model.js';
import { presentMessage } from '../messages/message.presenter.js';
import { messageRepository } from '../messages/message.repository.js';
import { noteSearch } from './search-history.repository.js';
import { best, type SearchDependencies } from './search-messages.js';
import { similarityOf } from './similarity.js';
import { around } from './surroundings.js';
import { wordCoverage } from './word-coverage.js';

export interface StoredSearchDependencies extends SearchDependencies {
  vectors: VectorStore;
}

/** Candidates of each kind that are looked at more closely. */
const candidates = 200;
/** Without an index so many of the latest messages are compared by their words. */
const mostByWords = 5_000;

interface Candidates {
  messages: MessageDocument[];
  /** By the messages' ids; null when only words were compared. */
  cosines: Map<string, number> | null;
  model: string;
  language: string;
  /** Messages that were looked through. */
  among: number;
}

/** Searches the messages that an organisation has stored, through their index; by words alone when there is none. */
export async function searchStoredMessages(
  dependencies: StoredSearchDependencies,
  { actor, input, signal }: { actor: Actor; input: SearchStoredMessages; signal: AbortSignal },
): Promise<FoundMessages> {
  const { organizationId } = actor;
  const { query, channelId, options } = input;
  const index = await messageIndexRepository.find(organizationId);
  const found =
    (index && (await throughIndex(dependencies, index, { actor, input, signal }))) ??
    (await latest(organizationId, { query, channelId }));
  await noteSearch(actor, query);
  const { messages, cosines, model, language } = found;
  const { shares } = await wordCoverage(
    query,
    messages.map(({ content }) => content),
    language,
  );
  const similarities = messages.map(({ _id }, position) => {
    const coverage = shares[position] ?? 0;
    const cosine = cosines?.get(_id);
    return cosine === undefined ? coverage : similarityOf(model, { cosine, coverage, among: found.among });
  });
  const shown = best(messages.map(presentMessage), similarities, { ...options, includeContext: false });
  const isSemantic = cosines !== null;
  return {
    success: true,
    ...shown,
    results: options.includeContext ? await withContext(organizationId, shown.results) : shown.results,
    provider:
      isSemantic && dependencies.embedders.isRemote({ model, dimensions: index?.dimensions ?? 0 })
        ? 'openai'
        : 'local',
    isSemanticSearch: isSemantic,
    searched: { messages: found.among, semantically: isSemantic ? found.among : 0 },
  };
}

/** Null when the query cannot be embedded. */
async function throughIndex(
  { vectors, logger, ...dependencies }: StoredSearchDependencies,
  index: MessageIndexDocument,
  {
    actor: { organizationId },
    input: { query, channelId },
    signal,
  }: { actor: Actor; input: SearchStoredMessages; signal: AbortSignal },
): Promise<Candidates | null> {
  const { model, language } = index;
  try {
    const context = { organizationId, feature: 'search' as const };
    const asked = await embedCached(dependencies, {
      context,
      model: index,
      signal,
      texts: [query],
      purpose: 'query',
    });
    const [vector = null] = asked.vectors;
    const { cosines, statistics } = await vectors.searchHybrid(
      collectionOfMessages(organizationId, index),
      { vector, terms: [...new Set(analyse(query, { query: true, language }))] },
      { limit: candidates, ...(channelId === undefined ? {} : { tags: [channelId] }) },
    );
    const stored = await messageRepository.findMany(organizationId, [...cosines.keys()]);
    // A vector of a text that was replaced says nothing about the one that took its place.
    const messages = stored.filter(
      (message) =>
        message.embedded?.revision === message.revision &&
        (channelId === undefined || message.channelId === channelId),
    );
    return { messages, cosines, model, language, among: statistics.total };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    logger.warn({ err: error }, 'the query could not be embedded; messages are compared by their words');
    return null;
  }
}

async function latest(
  organizationId: string,
  { query, channelId }: { query: string; channelId?: string },
): Promise<Candidates> {
  const messages = await messageRepository.latest(organizationId, { channelId, limit: mostByWords });
  const language = (await detectLanguage(query)) ?? 'en';
  return { messages, cosines: null, model: '', language, among: messages.length };
}

async function withContext(
  organizationId: string,
  results: FoundMessages['results'],
): Promise<FoundMessages['results']> {
  return Promise.all(
    results.map(async (result) => {
      const { before, after } = await messageRepository.around(organizationId, result.message, around);
      const as = (position: 'before' | 'after') => (message: MessageDocument) => ({
        ...{ id: message.messageId, content: message.content, position },
      });
      return { ...result, context: [...before.map(as('before')), ...after.map(as('after'))] };
    }),
  );
}
