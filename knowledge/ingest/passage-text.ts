import { answerUnits } from '../../providers/index.js';
import type { KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import type { Chunk } from '../chunk/chunk-blocks.js';
import { readsSentences } from '../search/score.js';

/** A longer passage is a list or a table, whose lines hardly differ. */
const mostSentences = 24;

/** What is embedded and indexed for a chunk: its place in the document helps to find it, its text decides. */
export const passageText = (title: string, { headings, text }: Chunk): string => {
  const place = [title, ...headings.filter((heading) => heading !== title)].join(' > ').slice(0, 200);
  return `${place}\n${text}`;
};

/** What is embedded beside a passage: its sentences, where its model's scores look at them. */
export const sentenceTexts = (
  { text }: Pick<Chunk, 'text'>,
  { embedding, language }: Pick<KnowledgeBaseDocument, 'embedding' | 'language'>,
): string[] =>
  readsSentences(embedding.model)
    ? answerUnits(text, language)
        .slice(0, mostSentences)
        .map((unit) => unit.text)
    : [];
