import type { ChangeChunking } from '../../contracts/knowledge.contract.js';
import { chunkLimits, Chunking } from '../../contracts/knowledge.contract.js';
import { invalid } from '../../platform/errors/app-error.js';
import { primaryLanguage } from '../../platform/text/language.js';
import type { EmbeddingModel } from '../../providers/index.js';
import { analyserOf, type IndexSettings, type KnowledgeBaseDocument } from './knowledge-base.model.js';

/** Which model texts in a language are embedded with. */
export type EmbeddingFor = (language: string) => EmbeddingModel;

/** How everything in a knowledge base is made searchable: it is one for all of its items. */
export type Indexing = Pick<IndexSettings, 'embedding' | 'analyser'>;

/** What a new knowledge base in a language is given. */
export const indexingFor = (language: string, embeddingFor: EmbeddingFor): Indexing => ({
  embedding: embeddingFor(language),
  analyser: primaryLanguage(language),
});

/** What a caller asks for; `null` stands for the defaults. */
export interface AskedSettings {
  language?: string;
  chunking?: ChangeChunking | null;
}

/** The settings of an index that is made now. @throws AppError VALIDATION_ERROR for sizes that do not go together */
export function settingsFor(
  base: KnowledgeBaseDocument,
  { language = base.language, chunking }: AskedSettings,
  embeddingFor: EmbeddingFor,
): IndexSettings {
  return { language, chunking: chunkingFor(base, chunking), ...indexingFor(language, embeddingFor) };
}

function chunkingFor(
  { chunking: { size, overlap } }: KnowledgeBaseDocument,
  asked: AskedSettings['chunking'],
): IndexSettings['chunking'] {
  if (asked === null) return { size: chunkLimits.size, overlap: chunkLimits.overlap };
  const parsed = Chunking.safeParse({ size, overlap, ...asked });
  if (!parsed.success)
    throw invalid('body.chunking', parsed.error.issues[0]?.message ?? 'the sizes do not go together');
  return parsed.data;
}

/** Whether what is stored already is as these settings would make it. */
export const isIndexedAs = (base: KnowledgeBaseDocument, settings: IndexSettings): boolean =>
  base.embedding.model === settings.embedding.model &&
  base.embedding.dimensions === settings.embedding.dimensions &&
  analyserOf(base) === settings.analyser &&
  base.chunking.size === settings.chunking.size &&
  base.chunking.overlap === settings.chunking.overlap;
