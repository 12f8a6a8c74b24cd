import { AppError } from '../../platform/errors/app-error.js';
import { primaryLanguage } from '../../platform/text/language.js';
import type { Embedder } from './embedder.js';

/** Names a model together with the length of its vectors. */
export interface EmbeddingModel {
  model: string;
  dimensions: number;
}

/** A model that is made ready when it is needed first. */
export interface OfferedModel extends EmbeddingModel {
  open(): Promise<Embedder>;
}

/** The embedding models of this installation. */
export interface Embedders {
  /** What new texts in a language are embedded with. */
  modelFor(language: string): EmbeddingModel;
  /** What texts of callers are embedded with who name no model: OpenAI's where there is a key, otherwise what is here. */
  general(): EmbeddingModel;
  /** The names of all that are configured. */
  names(): string[];
  /** A model by its name; undefined when it is not configured. */
  named(name: string): EmbeddingModel | undefined;
  /**
   * The embedder of a model that vectors were made with, ready to count and to embed.
   * @throws AppError SERVICE_UNAVAILABLE when it is not configured any more; what kept a model from being loaded
   */
  get(model: EmbeddingModel): Promise<Embedder>;
  /** Whether a server makes the vectors of a model, which may cost money. */
  isRemote(model: EmbeddingModel): boolean;
  close(): Promise<void>;
}

export interface EmbeddersOptions {
  english: OfferedModel;
  multilingual: OfferedModel;
  /** A server that takes the place of both for everything new. */
  server?: Embedder;
  /** Those of OpenAI while there is a key for them, the usual one first: for callers who want them, not for knowledge bases. */
  openAi?: () => readonly OfferedModel[];
}

/** Chooses among models by language, and remembers each from its first use on. */
export function createEmbedders({
  english,
  multilingual,
  server,
  openAi = () => [],
}: EmbeddersOptions): Embedders {
  const remote = server && { ...named(server), open: async () => server };
  const offered = () => [...(remote ? [remote] : []), ...openAi(), english, multilingual];
  const opened = new Map<OfferedModel, Promise<Embedder>>();
  const open = (offer: OfferedModel): Promise<Embedder> => {
    const known = opened.get(offer);
    if (known) return known;
    const opening = offer.open();
    opened.set(offer, opening);
    // The next one who asks tries again.
    opening.catch(() => opened.delete(offer));
    return opening;
  };
  return {
    modelFor: (language) => named(remote ?? (primaryLanguage(language) === 'en' ? english : multilingual)),
    general: () => named(remote ?? openAi()[0] ?? english),
    names: () => [...new Set(offered().map(({ model }) => model))],
    named(name) {
      const offer = offered().find(({ model }) => model === name);
      return offer && named(offer);
    },
    async get(wanted) {
      // A server that stands in for OpenAI may make vectors of another length.
      const offer =
        offered().find((one) => isSame(one, wanted)) ?? openAi().find(({ model }) => model === wanted.model);
      if (!offer) throw notConfigured(wanted);
      return open(offer);
    },
    isRemote: (wanted) =>
      (remote !== undefined && isSame(remote, wanted)) ||
      openAi().some(({ model }) => model === wanted.model),
    async close() {
      if (remote) opened.set(remote, remote.open());
      for (const opening of opened.values())
        await opening.then(
          (embedder) => embedder.close(),
          () => undefined,
        );
    },
  };
}

const isSame = (a: EmbeddingModel, b: EmbeddingModel): boolean =>
  a.model === b.model && a.dimensions === b.dimensions;

const named = ({ model, dimensions }: EmbeddingModel): EmbeddingModel => ({ model, dimensions });

const notConfigured = ({ model, dimensions }: EmbeddingModel): AppError =>
  new AppError(
    'SERVICE_UNAVAILABLE',
    `What is stored was embedded with ${model} (${dimensions} dimensions), which is not configured any more: ` +
      'set EMBEDDINGS_URL and EMBEDDINGS_MODEL to it again, or have it embedded anew: create a knowledge base again, reindex messages',
  );
