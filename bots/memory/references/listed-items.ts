/** What an answer lists, with the noun it is a list of, where it says so: `three plans: Basic, Premium and Enterprise`. */
export interface ListedItems {
  items: string[];
  /** In the singular: `plan`. */
  noun: string | null;
}

const bullet = /^\s*(?:[-*•+]|\d{1,2}[.)])\s+(.+)$/;
const citation = /\s*\[\d{1,3}(?:\s*,\s*\d{1,3})*\]/g;
const join = String.raw`(?:,\s*(?:and|or|und|oder|y|o|et|ou)\s+|\s+(?:and|or|und|oder|y|o|et|ou)\s+)`;

/** The items of the last list of a text; none when it lists nothing. */
export function listedItems(text: string): ListedItems {
  const plain = text.replace(citation, '');
  const lines = plain.split('\n').flatMap((line) => bullet.exec(line)?.[1] ?? []);
  const intro = nounBefore(plain);
  if (lines.length >= 2) return { items: lines.map(label).filter(Boolean), noun: intro };
  return { items: enumeration(plain), noun: intro };
}

/** What an item is called: up to its explanation. */
const label = (item: string): string =>
  item
    .replace(/\*\*|__|`/g, '')
    .split(/\s+[–—-]\s+|:\s|;|\s\(|(?<=\p{L}{2})[.!?](?:\s|$)/u)[0]
    ?.trim()
    .slice(0, 80) ?? '';

/** `A, B and C`: the longest one, each item at most four words. */
function enumeration(text: string): string[] {
  const item = String.raw`[\p{L}\p{N}][\p{L}\p{N}'’&./+-]*(?:\s+[\p{L}\p{N}][\p{L}\p{N}'’&./+-]*){0,3}`;
  const pattern = new RegExp(`(${item})((?:,\\s*${item})*)${join}(${item})`, 'gu');
  let best: string[] = [];
  for (const sentence of text.split(/(?<=[.!?])\s+|\n/)) {
    for (const [, first = '', middle = '', last = ''] of sentence.matchAll(pattern)) {
      const raw = [first, ...middle.split(',').filter((part) => part.trim() !== ''), last].map((part) =>
        part.trim(),
      );
      const items = trimmed(raw);
      if (isList(items, sentence) && items.length > best.length) best = items;
    }
  }
  return best;
}

const verb =
  /\b(?:is|are|was|costs?|includes?|has|have|opens?|closes?|lasts?|begins?|ends?|may|can|must|will|ist|sind|kostet|cuesta|coûte)\b/i;

/** `a month and includes support` is none: what has verbs lists nothing, and two things need a sign that they are one. */
function isList(items: string[], sentence: string): boolean {
  if (items.length < 2 || items.some((item) => verb.test(item))) return false;
  return (
    items.length > 2 ||
    items.every((item) => /^[\p{Lu}\p{N}]/u.test(item)) ||
    /:\s|\b(?:two|both|either|zwei|dos|deux)\b/i.test(sentence)
  );
}

const lead =
  /^.*\b(?:are|is|offer|offers|have|has|sell|sells|include|includes|support|supports|accept|accepts|in|the|a|an|our|between|called|named|sind|haben|bieten|ist|son|tenemos|ofrecemos|sont|avons|proposons|either|both|with|from|by|choose|of)\s+/i;
const tail =
  /\s+(?:are|is|can|may|will|have|has|for|in|on|at|with|plans?\b|which|that|sind|son|sont|from|by|to|available)\b.*$/i;

/** The first item drags along what stands before the list, the last what follows it. */
function trimmed(raw: string[]): string[] {
  const [first = '', ...rest] = raw;
  const last = rest.pop() ?? '';
  const begin = first.replace(lead, '');
  const end = last.replace(tail, '').replace(/[.!?]+$/, '');
  return [begin, ...rest, end]
    .map((item) => item.replace(/^(?:the|a|an|der|die|das|el|la|le)\s+/i, '').trim())
    .filter(Boolean);
}

const irregular: Record<string, string> = { people: 'person', children: 'child', men: 'man', women: 'woman' };

export const singular = (noun: string): string =>
  irregular[noun] ??
  (/[^aeiou]ies$/.test(noun)
    ? noun.replace(/ies$/, 'y')
    : /(?:s|x|z|ch|sh)es$/.test(noun)
      ? noun.replace(/es$/, '')
      : /[^su]s$/.test(noun)
        ? noun.slice(0, -1)
        : noun);

/** The plural that a list is announced with: a number, or a colon right after it. */
function nounBefore(text: string): string | null {
  const counted =
    /\b(?:two|three|four|five|six|seven|following|these|\d)\s+(?:[a-z-]+\s+)?([a-z-]{3,}s)\b/i.exec(
      text,
    )?.[1] ??
    /\b([a-z-]{3,}s)\s*(?:are|include)?\s*:/i.exec(text)?.[1] ??
    /^(?:the|our)\s+(?:[a-z-]+\s+)?([a-z-]{3,}s)\s+are\b/i.exec(text)?.[1];
  return counted ? singular(counted.toLowerCase()) : null;
}
