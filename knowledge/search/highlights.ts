import { analyse } from '../../platform/text/analyser.js';
import { isUnspaced } from '../../platform/text/unspaced.js';

export interface Highlight {
  start: number;
  end: number;
}

const most = 50;
const words = /[\p{L}\p{N}\p{M}]+(?:[-_.@/][\p{L}\p{N}\p{M}]+)*/gu;

/** Where words that share a term with the query occur in a text, as UTF-16 offsets. */
export function highlightsOf(text: string, query: string, language: string): Highlight[] {
  const terms = new Set(analyse(query, { query: true, language }));
  if (terms.size === 0) return [];
  const highlights: Highlight[] = [];
  for (const { 0: word, index } of text.matchAll(words)) {
    if (highlights.length >= most) break;
    const found = isUnspaced(word)
      ? placesIn(word, terms)
      : analyse(word, { language }).some((term) => terms.has(term))
        ? [{ start: 0, end: word.length }]
        : [];
    highlights.push(...found.map(({ start, end }) => ({ start: index + start, end: index + end })));
  }
  return highlights.slice(0, most);
}

/** In a script without spaces a term may stand anywhere; those that touch are one place. */
function placesIn(run: string, terms: Set<string>): Highlight[] {
  const places: Highlight[] = [];
  for (let start = 0; start < run.length; start++) {
    const length = [2, 1].find((characters) => terms.has(run.slice(start, start + characters)));
    if (length === undefined) continue;
    const last = places.at(-1);
    const end = Math.min(start + length, run.length);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else places.push({ start, end });
  }
  return places;
}
