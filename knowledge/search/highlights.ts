import { analyse } from '../../platform/text/analyser.js';

export interface Highlight {
  start: number;
  end: number;
}

/** Where words that share a term with the query occur in a text, as UTF-16 offsets. */
export function highlightsOf(text: string, query: string): Highlight[] {
  const terms = new Set(analyse(query, { query: true }));
  if (terms.size === 0) return [];
  const highlights: Highlight[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}]+(?:[-_.@/][\p{L}\p{N}]+)*/gu)) {
    if (highlights.length >= 50) break;
    if (analyse(match[0]).some((term) => terms.has(term))) {
      highlights.push({ start: match.index, end: match.index + match[0].length });
    }
  }
  return highlights;
}
