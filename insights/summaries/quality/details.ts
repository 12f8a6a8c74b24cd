const numberWords: Record<string, string[]> = {
  en: 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  ),
  de: 'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'.split(' '),
  fr: 'zéro un deux trois quatre cinq six sept huit neuf dix onze douze'.split(' '),
  es: 'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce'.split(' '),
};
/** Words that are more often no number. */
const ambiguous = new Set(['one', 'un', 'uno', 'eins']);

/** Numbers in figures, small ones in words too; `1,000.50` and `1000.50` are the same. */
export function numbersIn(text: string, language: string): string[] {
  const figures = [...text.replace(/(?<=\d)[,'’](?=\d{3}\b)/g, '').matchAll(/\d+(?:[.:,]\d+)*/g)].map(
    ([figure]) => figure,
  );
  const words = numberWords[language] ?? [];
  const spelled = (text.toLowerCase().match(/\p{L}+/gu) ?? []).flatMap((word) => {
    const value = words.indexOf(word);
    return value < 0 || ambiguous.has(word) ? [] : [String(value)];
  });
  return [...figures.filter((figure) => !/^\d+$/.test(figure) || true), ...spelled];
}

const nameLike = /#?[\p{Lu}][\p{L}\p{N}'’#_-]*/gu;

/**
 * The names in a text, lower-cased, in their order: those who take part however they are written, and other words with a capital
 * where a sentence does not begin.
 */
export function namesIn(text: string, participants: string[]): string[] {
  const known = new Map(
    participants.flatMap((name) =>
      [name, ...name.split(/\s+/)].map((part) => [part.toLowerCase(), name.toLowerCase()]),
    ),
  );
  const found: string[] = [];
  for (const participant of participants)
    if (participant !== '' && text.includes(participant)) found.push(participant.toLowerCase());
  const ordered = found.sort((a, b) => text.toLowerCase().indexOf(a) - text.toLowerCase().indexOf(b));
  for (const match of text.matchAll(nameLike)) {
    const word = match[0].replace(/['’]s$/, '').toLowerCase();
    const whole = known.get(word);
    if (whole) {
      if (!ordered.includes(whole)) ordered.push(whole);
    } else if (
      match.index > 0 &&
      !/[.!?:“"]\s*$/.test(text.slice(0, match.index)) &&
      word !== 'i' &&
      !ordered.some((name) => name.includes(word))
    )
      ordered.push(word);
  }
  return ordered;
}
