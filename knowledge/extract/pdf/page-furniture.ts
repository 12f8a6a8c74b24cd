import type { PdfLine } from './pdf-lines.js';

export interface PdfPage {
  number: number;
  height: number;
  lines: PdfLine[];
}

/** Headers and footers stand in the outer parts of a page. */
const margin = 0.15;
const fewestPages = 3;
const share = 0.6;

/** Pages without the lines that are repeated at the same place of most pages, such as headers, footers and page numbers. */
export function withoutFurniture(pages: PdfPage[]): PdfPage[] {
  const occurrences = new Map<string, number>();
  const withText = pages.filter(({ lines }) => lines.length > 0);
  for (const page of withText)
    for (const key of new Set(page.lines.flatMap((line) => keyOf(line, page) ?? [])))
      occurrences.set(key, (occurrences.get(key) ?? 0) + 1);
  const least = Math.max(fewestPages, share * withText.length);
  return pages.map((page) => {
    const lines = page.lines.filter((line) => (occurrences.get(keyOf(line, page) ?? '') ?? 0) < least);
    // Pages that say the same have no furniture: they are copies.
    return lines.length > 0 ? { ...page, lines } : page;
  });
}

/** The same for the same line of other pages; only the page's own number may differ. */
function keyOf({ text, y }: PdfLine, { number, height }: PdfPage): string | null {
  const place = y / height;
  if (place > margin && place < 1 - margin) return null;
  const isNumber = new RegExp(`(?<!\\d)${number}(?!\\d)`);
  return `${Math.round(place * 50)} ${text.replace(isNumber, '#')}`;
}
