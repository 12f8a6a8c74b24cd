import type { MessageEntity } from '../../../contracts/message-entity.contract.js';
import { stopWordsOf } from '../../../platform/text/stop-words.js';
import { englishNames } from '../english-terms.js';

type Found = MessageEntity & { span: [number, number] };

interface Rule {
  type: string;
  pattern: RegExp;
  confidence: number;
  /** The group that holds the value; the whole match without one. */
  group?: number;
  normalize?: (value: string) => string | undefined;
  isValid?: (value: string) => boolean;
}

const name = String.raw`\p{Lu}[\p{L}'’-]+(?:\s+(?:(?:van|von|de|da|der|del|la)\s+)?\p{Lu}[\p{L}'’.-]*\p{L}){0,3}`;
const month =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre';

const digits = (value: string): string => value.replace(/[^\d+]/g, '');
const currencies: Record<string, string> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  '¥': 'JPY',
  euro: 'EUR',
  euros: 'EUR',
  dollar: 'USD',
  dollars: 'USD',
  francs: 'CHF',
  franken: 'CHF',
  pounds: 'GBP',
};

function amount(value: string): string | undefined {
  const number = /\d[\d.,'’ ]*/.exec(value)?.[0].trim() ?? '';
  const unit = value.replace(number, '').trim().toLowerCase();
  // The last mark before two digits at the end separates the cents, others the thousands.
  const plain = number
    .replace(/[.,'’ ](?=\d{3}(?:\D|$))/g, '')
    .replace(',', '.')
    .replace(/[^\d.]/g, '');
  const currency = Object.hasOwn(currencies, unit) ? currencies[unit] : unit.toUpperCase();
  return plain && currency ? `${plain} ${currency}` : undefined;
}

function isoDate(value: string): string | undefined {
  const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? [];
  const [, day, of, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(value) ?? [];
  const parts = y ? [y, m, d] : year ? [year, of?.padStart(2, '0'), day?.padStart(2, '0')] : null;
  const iso = parts?.join('-');
  return iso && !Number.isNaN(Date.parse(iso)) ? iso : undefined;
}

/** The surest first: what one has found no other finds again. */
const rules: Rule[] = [
  {
    type: 'email',
    pattern: /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/gu,
    confidence: 0.98,
    normalize: (value) => value.toLowerCase(),
  },
  { type: 'url', pattern: /https?:\/\/[^\s<>"')\]]{1,500}[^\s<>"')\].,;:!?]/giu, confidence: 0.98 },
  {
    type: 'order',
    pattern:
      /\b(?:order|bestellung|bestellnummer|auftrag|pedido|commande)(?:\s*(?:number|nummer|nr\.?|no\.?|num[eé]ro|id|#))*(?:\s+(?:is|ist|es|est))?\s*[:#]?\s*([A-Z0-9][A-Z0-9-]{2,30})\b/giu,
    group: 1,
    confidence: 0.95,
    isValid: (value) => /\d/.test(value),
    normalize: (value) => value.toUpperCase(),
  },
  {
    type: 'invoice',
    pattern:
      /\b(?:invoice|rechnung|factura|facture)(?:\s*(?:number|nummer|nr\.?|no\.?|id|#))*(?:\s+(?:is|ist))?\s*[:#]?\s*([A-Z0-9][A-Z0-9-]{2,30})\b/giu,
    group: 1,
    confidence: 0.95,
    isValid: (value) => /\d/.test(value),
    normalize: (value) => value.toUpperCase(),
  },
  {
    type: 'date',
    pattern: new RegExp(
      String.raw`\b(?:\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}\.?\s+(?:de\s+)?(?:${month})(?:\s+(?:de\s+)?\d{4})?|(?:${month})\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+\d{4})?)(?![\p{L}\p{N}])`,
      'giu',
    ),
    confidence: 0.9,
    normalize: isoDate,
  },
  {
    type: 'amount',
    pattern:
      /(?:[€$£¥]\s?\d[\d.,'’]*\d|[€$£¥]\s?\d|\b(?:USD|EUR|CHF|GBP)\s?\d[\d.,'’]*|\b\d[\d.,'’]*\s?(?:€|\$|£|USD|EUR|CHF|GBP|euros?|dollars?|francs|franken|pounds)(?![\p{L}]))/giu,
    confidence: 0.9,
    normalize: amount,
  },
  {
    type: 'phone',
    pattern: /(?<![\p{L}\p{N}.-])(?:\+|00)?\d(?:[\s()/.-]?\d){6,14}(?![\p{L}\p{N}-])/gu,
    confidence: 0.85,
    isValid: (value) => /[\s+/()-]/.test(value.trim()) || value.length >= 9,
    normalize: digits,
  },
  {
    type: 'name',
    pattern: new RegExp(
      String.raw`(?:\b[Mm]y name is|\b[Mm]y name['’]s|\bI am called|\b[Cc]all me|\b[Tt]his is (?=${name} speaking)|\b[Ii]ch heiße|\b[Mm]ein Name ist|\b[Mm]e llamo|\b[Mm]i nombre es|\b[Jj]e m['’]appelle|\b[Mm]on nom est)\s+(${name})`,
      'gu',
    ),
    group: 1,
    confidence: 0.95,
  },
  {
    type: 'product',
    pattern:
      /(?<![\p{L}\p{N}-])(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d)[A-Z][A-Z0-9]{0,9}(?:-[A-Z0-9]{1,10}){0,3}(?![\p{L}\p{N}-])/gu,
    confidence: 0.6,
    isValid: (value) => value.length >= 2,
  },
];

const longest = 4_000;
const most = 20;

/** What a message names by its form: contact data, dates, amounts, numbers, names. Each place belongs to one entity. */
export function findEntities(message: string, language: string): Found[] {
  const text = message.slice(0, longest);
  const found: Found[] = [];
  const isFree = (start: number, end: number) =>
    found.every(({ span: [from, to] }) => end <= from || start >= to);
  const add = (entity: Omit<Found, 'source'>) => {
    if (isFree(...entity.span)) found.push({ ...entity, source: 'extracted' });
  };
  for (const { type, pattern, group = 0, confidence, normalize, isValid } of rules) {
    for (const match of text.matchAll(pattern)) {
      const value = match[group]?.trim() ?? '';
      if (!value || isValid?.(value) === false) continue;
      const start = match.index + match[0].lastIndexOf(value);
      const normalized = normalize?.(value);
      add({
        type,
        value,
        confidence,
        span: [start, start + value.length],
        ...(normalized && normalized !== value ? { normalized } : {}),
      });
    }
  }
  for (const entity of namesIn(text, language)) add(entity);
  return found.sort((a, b) => a.span[0] - b.span[0]).slice(0, most);
}

const englishStopWords = stopWordsOf('en');

/** Whether a word is written like a name: most questions have only their first one with a capital. */
const mayName = (text: string): boolean =>
  [...text.matchAll(/(?<![\p{L}\p{N}])\p{Lu}[\p{L}’']*/gu)].some(
    ([word]) => !englishStopWords.has(word.toLowerCase().replace(/['’].*$/u, '')),
  );

/** People, places and organisations of English texts, and capitalised names of several words in any. */
function* namesIn(text: string, language: string): Generator<Omit<Found, 'source'>> {
  const start = text.slice(0, 1_000);
  if (language === 'en' && mayName(start)) {
    const terms = englishNames(start);
    for (const [tag, type] of [
      ['Person', 'person'],
      ['Organization', 'organization'],
      ['Place', 'place'],
    ] as const) {
      for (let at = 0; at < terms.length; at++) {
        let end = at;
        while (terms[end]?.tags.includes(tag) && /^\p{Lu}/u.test(terms[end]?.text ?? '')) end++;
        const [first, last] = [terms[at], terms[end - 1]];
        if (end === at || !first || !last) continue;
        const span: [number, number] = [
          first.offset.start,
          last.offset.start + last.text.replace(/['’]s$/, '').length,
        ];
        yield { type, value: start.slice(...span), confidence: end - at > 1 ? 0.75 : 0.6, span };
        at = end - 1;
      }
    }
  }
  for (const match of start.matchAll(
    /(?<=\p{Ll}[,;]?\s)\p{Lu}[\p{L}&'’-]*\p{Ll}(?:\s\p{Lu}[\p{L}&'’-]*\p{L}){1,3}/gu,
  )) {
    yield {
      type: 'term',
      value: match[0],
      confidence: 0.5,
      span: [match.index, match.index + match[0].length],
    };
  }
}
