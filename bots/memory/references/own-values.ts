import { leavesOf } from '../contexts/merge-patch.js';
import { ofEntity } from './antecedents.js';
import type { Known } from './past-turn.js';
import type { Replacement } from './resolution.js';

const my: Record<string, RegExp> = {
  en: /(?<![\p{L}])my\s+((?:current\s+|own\s+)?[\p{L}\p{N}-]+(?:\s+[\p{L}\p{N}-]+)?)/giu,
  de: /(?<![\p{L}])mein(?:e|en|em|er|es)?\s+([\p{L}\p{N}-]+)/giu,
  es: /(?<![\p{L}])mis?\s+([\p{L}\p{N}-]+)/giu,
  fr: /(?<![\p{L}])(?:mon|ma|mes)\s+([\p{L}\p{N}-]+)/giu,
};
const articles: Record<string, string> = { en: 'the', de: '', es: 'el', fr: 'le' };
/** A person's own data says nothing about documents. */
const personal = /name|mail|phone|birth|address|street|iban|account|password|age$/;

/** `customerPlan` and `customer_plan` as words. */
export const wordsOfKey = (key: string): string =>
  key
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();

/** `my plan` is the premium plan, when the context or an entity says so. */
export function ownValues(text: string, { language, data, entities }: Known): Replacement[] {
  const pattern = my[language];
  if (!pattern) return [];
  // `What is my plan?` asks for the value itself.
  if (asksForValue.test(text)) return [];
  const leaves = leavesOf(data);
  return [...text.matchAll(pattern)].flatMap((match): Replacement[] => {
    const [whole, said = ''] = match;
    const names = [said, said.split(/\s+/)[0] ?? ''].map((one) =>
      one.toLowerCase().replace(/^(?:current|own)\s+/, ''),
    );
    for (const name of names) {
      const at = { start: match.index, end: match.index + whole.length - (said.length - spanOf(said, name)) };
      const leaf = leaves.find(
        ({ path }) => wordsOfKey(path.at(-1) ?? '') === name || wordsOfKey(path.join(' ')) === name,
      );
      if (leaf && isPlain(leaf.value) && !personal.test(name)) {
        return [{ ...at, text: named(leaf.value, name, language), value: leaf.value, confidence: 0.9 }];
      }
      const entity = entities.find(({ type }) => wordsOfKey(type) === name);
      if (entity && !personal.test(name)) {
        const { text: own, inSearch } = ofEntity(entity, 0.85);
        const put = inSearch === undefined ? named(own, name, language) : own;
        return [
          {
            ...at,
            text: put,
            value: entity.value,
            confidence: 0.85,
            ...(inSearch === undefined ? {} : { inSearch: whole }),
          },
        ];
      }
    }
    return [];
  });
}

const asksForValue =
  /^(?:what(?:'s|’s| is| was)|which|wie (?:lautet|ist|heißt)|was ist|cu[aá]l es|¿cu[aá]l es|quel(?:le)? est)\s+(?:my|mein\p{L}*|mis?|mon|ma)\s+[\p{L}\p{N} _-]+\??$/iu;

const spanOf = (said: string, name: string): number => said.toLowerCase().indexOf(name) + name.length;
const isPlain = (value: string): boolean =>
  value.length <= 60 && /\p{L}/u.test(value) && !/^(?:true|false)$/.test(value);

function named(value: string, noun: string, language: string): string {
  const saysIt = value.toLowerCase().includes(noun);
  if (language === 'en') return saysIt ? `the ${value}` : `the ${value} ${noun}`;
  const article = articles[language] ?? '';
  return [article, noun, saysIt ? '' : value].filter(Boolean).join(' ');
}
