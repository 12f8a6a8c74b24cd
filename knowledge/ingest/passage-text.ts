import type { Chunk } from '../chunk/chunk-blocks.js';

/** What is embedded and indexed for a chunk: its place in the document helps to find it, its text decides. */
export const passageText = (title: string, { headings, text }: Chunk): string => {
  const place = [title, ...headings.filter((heading) => heading !== title)].join(' > ').slice(0, 200);
  return `${place}\n${text}`;
};
