/** What an English question wants to be told, where the word that asks says it. */
export type AskedFor = 'time' | 'number' | 'name' | 'anything';

const time = /\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade|time|hour)\b|\bhow long ago\b/;
const number =
  /\bhow (?:many|much|old|long|far|high|tall|deep|wide|large|big|fast|quickly|heavy|thick|often|hot|cold|great)\b|\b(?:what|which) (?:price|salary|cost|sum|percentage|percent|proportion|share|fraction|portion|number|age|height|length|temperature|magnitude|population|size|speed|distance|weight|depth|width|capacity|amount)\b/;
const name =
  /\bwho(?:m|se)?\b|\bwhere\b|\b(?:what|which) (?:person|man|woman|king|queen|emperor|pope|president|city|town|country|continent|region|province|state|island|river|ocean|sea)\b/;

/** Coarse classes of the answer's type, the first that fits (after Li and Roth, 2002, https://aclanthology.org/C02-1150). */
export function askedForBy(question: string): AskedFor {
  const said = question.toLowerCase();
  if (time.test(said)) return 'time';
  if (number.test(said)) return 'number';
  return name.test(said) ? 'name' : 'anything';
}
