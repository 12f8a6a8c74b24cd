const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

/** Words as people count them: what stands between spaces; of scripts without spaces, two characters are one. */
export function countWords(text: string): number {
  return text
    .split(/\s+/)
    .filter(Boolean)
    .reduce((count, piece) => count + Math.max(1, Math.ceil((piece.match(unspaced)?.length ?? 0) / 2)), 0);
}

/** The beginning of a text with so many words at most; `…` tells that it goes on. */
export function firstWords(text: string, most: number): string {
  if (countWords(text) <= most) return text;
  let kept = '';
  let count = 0;
  for (const [piece] of text.matchAll(/\s*\S+/gu)) {
    const words = countWords(piece);
    if (count + words > most) {
      // One long run without spaces is cut inside.
      if (count === 0) kept = piece.trim().slice(0, most * 2 - 1);
      break;
    }
    kept += piece;
    count += words;
  }
  return `${kept.trimEnd().replace(/[,;:]$/, '')}…`;
}

/** Whole lines, and whole sentences of the line that would be too much, as long as there is room. */
export function withinWords(text: string, most: number): string {
  if (countWords(text) <= most) return text;
  const kept: string[] = [];
  let left = most;
  for (const line of text.split('\n')) {
    const words = countWords(line);
    if (words <= left) {
      kept.push(line);
      left -= words;
      continue;
    }
    const rest = sentencesWithin(line, left);
    if (rest) kept.push(rest);
    break;
  }
  const whole = kept.join('\n').trimEnd();
  return countWords(whole) > 0 ? whole : firstWords(text, most);
}

function sentencesWithin(line: string, most: number): string {
  const sentences = line.match(/[^.!?。！？…]+[.!?。！？…]*["'”’)]*\s*/gu) ?? [];
  let kept = '';
  for (const sentence of sentences) {
    if (countWords(kept + sentence) > most) break;
    kept += sentence;
  }
  return kept.trimEnd();
}
