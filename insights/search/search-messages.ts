import type { Actor } from '../../accounts/index.js';
import type {
  FoundMessages,
  SearchableMessage,
  SearchMessages,
  SearchOptions,
} from '../../contracts/ai/message-search.contract.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Logger } from '../../platform/logging/logger.js';
import { detectLanguage } from '../../platform/text/detect-language.js';
import type { Embedders, EmbeddingModel, ResultCache } from '../../providers/index.js';
import { embedCached, type EmbeddingDependencies } from '../embeddings/embed-cached.js';
import { digestOf } from '../text/digest-of.js';
import { createPauses } from '../text/pause.js';
import { noteSearch } from './search-history.repository.js';
import { similarityOf } from './similarity.js';
import { surroundings } from './surroundings.js';
import { wordCoverage } from './word-coverage.js';

export interface SearchDependencies extends EmbeddingDependencies {
  embedders: Pick<Embedders, 'general' | 'modelFor' | 'isRemote'>;
  logger: Logger;
}

/** Messages that a model on this machine embeds for one search: some seconds' work; the others are compared by words. */
const mostLocally = 1_500;
/** Requests to a server side by side. */
const lanes = 4;

interface Search {
  actor: Actor;
  input: SearchMessages;
  signal: AbortSignal;
}

/**
 * Searches messages that the caller has brought, by meaning and by words; by words alone when nothing can be embedded, which is
 * not kept for the next time. The query becomes part of the search history.
 */
export async function searchMessages(
  { cache, ...dependencies }: SearchDependencies & { cache: Pick<ResultCache, 'through'> },
  search: Search,
): Promise<FoundMessages> {
  const { actor, input } = search;
  const { messages, ...asked } = input;
  const key = {
    organizationId: actor.organizationId,
    input: { ...asked, messages: await digestOf(messages) },
  };
  const find = () => findMessages(dependencies, search);
  const found = await cache.through('search', key, find, { keep: (made) => made.isSemanticSearch });
  await noteSearch(actor, input.query);
  return found;
}

async function findMessages(
  dependencies: SearchDependencies,
  { actor, input, signal }: Search,
): Promise<FoundMessages> {
  const { query, messages, options } = input;
  const texts = messages.map(({ content }) => content);
  const language =
    (await detectLanguage(`${query}\n${texts.slice(0, 200).join('\n')}`.slice(0, 20_000))) ?? 'en';
  const { shares } = await wordCoverage(query, texts, language);
  const general = dependencies.embedders.general();
  const isRemote = dependencies.embedders.isRemote(general);
  const model = isRemote ? general : dependencies.embedders.modelFor(language);
  const cosines = await compareMeaning(dependencies, { actor, input, signal, model, shares, isRemote });
  const similarities = shares.map((coverage, index) => {
    const cosine = cosines?.get(index);
    return cosine === undefined
      ? coverage
      : similarityOf(model.model, { cosine, coverage, among: messages.length });
  });
  return {
    success: true,
    ...best(messages, similarities, options),
    provider: cosines && isRemote ? 'openai' : 'local',
    isSemanticSearch: cosines !== null && cosines.size > 0,
    searched: { messages: messages.length, semantically: cosines?.size ?? 0 },
  };
}

/** The results of a search, the most similar first; of equal ones the latest. */
export function best(
  messages: SearchableMessage[],
  similarities: number[],
  { limit, threshold, includeContext }: SearchOptions,
): Pick<FoundMessages, 'results' | 'count'> {
  const contextOf = includeContext ? surroundings(messages) : undefined;
  const results = messages
    .map((message, index) => ({ message, similarity: Number((similarities[index] ?? 0).toFixed(4)) }))
    .filter(({ similarity }) => similarity >= threshold && similarity > 0)
    .sort(
      (a, b) =>
        b.similarity - a.similarity || Date.parse(b.message.created_at) - Date.parse(a.message.created_at),
    )
    .slice(0, limit)
    .map(({ message, similarity }, index) => {
      const shown = { ...message };
      delete shown.embedding;
      return {
        ...{ message: shown, similarity, rank: index + 1 },
        ...(contextOf ? { context: contextOf(message) } : {}),
      };
    });
  return { results, count: results.length };
}

interface Comparing {
  actor: Actor;
  input: SearchMessages;
  signal: AbortSignal;
  model: EmbeddingModel;
  shares: number[];
  isRemote: boolean;
}

/** Cosines with the query, by the messages' positions; null when nothing could be embedded. */
async function compareMeaning(
  dependencies: SearchDependencies,
  { actor, input: { query, messages }, signal, model, shares, isRemote }: Comparing,
): Promise<Map<number, number> | null> {
  const context = { organizationId: actor.organizationId, feature: 'search' as const };
  try {
    const asked = await embedCached(dependencies, {
      context,
      model,
      signal,
      texts: [query],
      purpose: 'query',
    });
    const [wanted = new Float32Array()] = asked.vectors;
    const cosines = new Map<number, number>();
    const missing: number[] = [];
    const pause = createPauses();
    for (const [index, { embedding }] of messages.entries()) {
      await pause();
      const cosine = embedding?.length === wanted.length ? cosineOf(wanted, embedding) : null;
      if (cosine === null) missing.push(index);
      else cosines.set(index, cosine);
    }
    // What shares words with the query first, then what is said last.
    const chosen = isRemote
      ? missing
      : missing.sort((a, b) => importance(b) - importance(a)).slice(0, mostLocally);
    function importance(index: number): number {
      return (shares[index] ?? 0) * messages.length + index;
    }
    const parts = Array.from({ length: isRemote ? lanes : 1 }, (_, lane) =>
      chosen.filter((_, position) => position % (isRemote ? lanes : 1) === lane),
    );
    await Promise.all(
      parts.map(async (part) => {
        const texts = part.map((index) => messages[index]?.content ?? '');
        const { vectors } = await embedCached(dependencies, {
          context,
          model,
          signal,
          texts,
          purpose: 'passage',
        });
        for (const [position, index] of part.entries())
          cosines.set(index, cosineOf(wanted, vectors[position] ?? []) ?? 0);
      }),
    );
    return cosines;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    dependencies.logger.warn(
      { err: error },
      'nothing could be embedded; messages are compared by their words',
    );
    return null;
  }
}

/** Null for a vector without direction. */
function cosineOf(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  let dot = 0;
  let squares = 0;
  for (let i = 0; i < a.length; i++) {
    const value = b[i] ?? 0;
    dot += (a[i] ?? 0) * value;
    squares += value * value;
  }
  return squares > 0 ? dot / Math.sqrt(squares) : null;
}
