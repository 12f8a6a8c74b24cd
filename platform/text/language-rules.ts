import { stemmer as arabic } from '@orama/stemmers/arabic';
import { stemmer as bulgarian } from '@orama/stemmers/bulgarian';
import { stemmer as danish } from '@orama/stemmers/danish';
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as finnish } from '@orama/stemmers/finnish';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as greek } from '@orama/stemmers/greek';
import { stemmer as hindi } from '@orama/stemmers/indian';
import { stemmer as hungarian } from '@orama/stemmers/hungarian';
import { stemmer as indonesian } from '@orama/stemmers/indonesian';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as norwegian } from '@orama/stemmers/norwegian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as romanian } from '@orama/stemmers/romanian';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stemmer as swedish } from '@orama/stemmers/swedish';
import { stemmer as turkish } from '@orama/stemmers/turkish';
import { stemmer as ukrainian } from '@orama/stemmers/ukrainian';
import { stemmer as porter } from 'stemmer';

/** How words of one language become terms. */
export interface LanguageRules {
  lowerCase(word: string): string;
  /** The stem of a lower-cased word; words in the letters of another language stay as they are. */
  stem(word: string): string;
}

const latin = /^[\p{Script=Latin}\p{M}]+$/u;
const script = (name: string) => new RegExp(`^[\\p{Script=${name}}\\p{M}]+$`, 'u');

const lowerCase = (word: string): string => word.toLowerCase();
const rules = (letters: RegExp, stem: (word: string) => string): LanguageRules => ({
  lowerCase,
  stem: (word) => (letters.test(word) ? stem(word) || word : word),
});

/** Without accents, which people leave out when they type in haste. */
export const withoutAccents = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łøıđ]/g, (letter) => withoutStroke[letter] ?? letter);
/** Letters that Unicode does not take apart. */
const withoutStroke: Record<string, string> = { ł: 'l', ø: 'o', ı: 'i', đ: 'd' };

/**
 * Stems words without their accents, as they are typed with and without. The stemmers know some endings by their accent only:
 * `respelled` gives it back where spelling leaves no choice.
 */
const accentless = (stem: (word: string) => string, respelled: (word: string) => string = (word) => word) =>
  rules(latin, (word) => withoutAccents(stem(respelled(withoutAccents(word)))));

/** Umlauts may be typed as two letters; the stemmer takes both away (the German2 variant of Snowball). */
const umlauts = (word: string): string =>
  word
    .replace(/ae/g, 'ä')
    .replace(/oe/g, 'ö')
    .replace(/(?<![aeq])ue/g, 'ü');

const arabicLetters = (word: string): string =>
  word
    .replace(/[\p{M}\u0640]/gu, '')
    .replace(/[أإآ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة$/, 'ه');

const english = rules(/^[a-z]+$/, porter);
const russianRules = rules(script('Cyrillic'), (word) => russian(word.replace(/ё/g, 'е')));

const byLanguage: Record<string, LanguageRules> = {
  en: english,
  de: rules(latin, (word) => german(umlauts(word))),
  es: accentless(spanish, (word) => word.replace(/([csx])ion$/, '$1ión')),
  fr: accentless(french),
  it: accentless(italian),
  pt: accentless(portuguese, (word) =>
    word.replace(/([cs])ao$/, (_, letter) => `${letter === 'c' ? 'ç' : 's'}ão`).replace(/coes$/, 'ções'),
  ),
  ro: accentless(romanian),
  ca: accentless((word) => word),
  pl: accentless((word) => word),
  cs: accentless((word) => word),
  sk: accentless((word) => word),
  nl: accentless(dutch),
  da: rules(latin, danish),
  no: rules(latin, norwegian),
  sv: rules(latin, swedish),
  fi: rules(latin, finnish),
  hu: rules(latin, hungarian),
  id: rules(latin, indonesian),
  tr: {
    lowerCase: (word) => word.toLocaleLowerCase('tr'),
    stem: (word) => (latin.test(word) ? withoutAccents(turkish(word)) : word),
  },
  ru: russianRules,
  uk: rules(script('Cyrillic'), ukrainian),
  bg: rules(script('Cyrillic'), bulgarian),
  el: rules(script('Greek'), (word) => greek(withoutAccents(word))),
  ar: rules(script('Arabic'), (word) => arabic(arabicLetters(word))),
  hi: rules(script('Devanagari'), hindi),
};
byLanguage.nb = byLanguage.nn = byLanguage.no as LanguageRules;

const unknown = rules(latin, (word) => word);

/** Rules by primary language (`de`); for one that has none, words are only lower-cased. */
export const rulesOf = (language: string): LanguageRules => byLanguage[language] ?? unknown;
