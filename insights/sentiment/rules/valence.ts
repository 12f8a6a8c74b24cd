import type { Lexicon } from '../lexicon/lexicon.js';
import { emojiValue } from '../lexicon/emojis.js';
import { ruleWordsOf, type RuleWords } from './rule-words.js';
import { shortened, tokensOf, type Token } from './tokens.js';

/** A word that carries feeling, with what is left of it in its place. */
export interface Charge {
  text: string;
  word: string;
  value: number;
}

export interface Valence {
  /** From -1, very negative, to 1. */
  compound: number;
  /** Sums of what is good and what is bad. */
  positive: number;
  negative: number;
  charges: Charge[];
}

/** How strong each rule is; as in VADER where it has the rule, otherwise found on half of its tweets. */
const strength = {
  booster: 0.4,
  capitals: 0.73,
  held: 0.35,
  negation: -0.4,
  /** By which of the following words, the nearest first. */
  reach: 3,
  beforeContrast: 0.5,
  afterContrast: 1.15,
  unreal: 0.6,
  repeated: 0.35,
  title: 0.5,
  exclamation: 0.35,
  /** Of a rating of the text as a whole; found where no word of a text carries feeling, and where some do. */
  meaning: { alone: 1.2, withWords: 0.6 },
  scale: 15,
};

/**
 * How good or bad a text sounds, by the words in it and the rules of their neighbourhood: negation, intensity, capitals, held
 * letters, contrast, what is only wished, repetition, names (after VADER, Hutto and Gilbert, 2014).
 * @param meaning how the text sounds as a whole, -4 to 4
 */
export function valenceOf(
  message: string,
  { lexicon, language, meaning = 0 }: { lexicon: Lexicon | null; language: string; meaning?: number },
): Valence {
  const tokens = tokensOf(message);
  const rules = ruleWordsOf(language);
  const allCapitals = tokens.every(({ kind, isCapitals }) => kind !== 'word' || isCapitals);
  const seen = new Map<string, number>();
  const charges = tokens.flatMap((token, at): Charge[] => {
    const bare = baseValue(token, lexicon);
    if (bare === undefined || bare === 0 || changesOthers(token, tokens[at + 1], lexicon, rules)) return [];
    if (token.kind !== 'word') return [charged(token, bare, seen)];
    let value = bare;
    if (token.isCapitals && !allCapitals) value += Math.sign(value) * strength.capitals;
    if (shortened(token.word).length > 0) value += Math.sign(value) * strength.held;
    value = inContext(value, at, { tokens, rules, language });
    if (isName(tokens, at, language)) value *= strength.title;
    return [charged(token, value, seen)];
  });
  weighContrast(charges, tokens, rules);
  const sum = charges.reduce((total, { value }) => total + value, 0);
  const byMeaning = charges.length > 0 ? strength.meaning.withWords : strength.meaning.alone;
  const emphasis = sum === 0 ? 0 : Math.sign(sum) * emphasisOf(message);
  return {
    compound: normalized(sum + emphasis + byMeaning * meaning),
    positive: charges.reduce((total, { value }) => total + Math.max(0, value), 0),
    negative: charges.reduce((total, { value }) => total + Math.max(0, -value), 0),
    charges,
  };
}

/** What is said again counts less each time. */
function charged({ text, word }: Token, value: number, seen: Map<string, number>): Charge {
  const times = seen.get(word) ?? 0;
  seen.set(word, times + 1);
  return { text, word, value: value * strength.repeated ** times };
}

const normalized = (sum: number): number => sum / Math.sqrt(sum * sum + strength.scale);

function baseValue({ kind, word, text }: Token, lexicon: Lexicon | null): number | undefined {
  if (kind === 'emoji') return emojiValue(text);
  if (!lexicon || [...word].length < 2) return undefined;
  return (
    lexicon.valueOf(word) ??
    shortened(word)
      .map((one) => lexicon.valueOf(one))
      .find((value) => value !== undefined)
  );
}

/** `kind of` is not kind. */
const emptyIdioms: ReadonlySet<string> = new Set([
  'kind of',
  'sort of',
  'like a',
  'like the',
  'as well',
  'thank god',
  'no problem',
  'no worries',
]);

/** `super` in `super slow` says how slow it is, and nothing good. */
function changesOthers(
  token: Token,
  next: Token | undefined,
  lexicon: Lexicon | null,
  rules: RuleWords,
): boolean {
  const idiom = `${token.word} ${next?.word ?? ''}`;
  if (emptyIdioms.has(idiom)) return true;
  if (token.kind !== 'word' || !(rules.boosters.has(token.word) || rules.negations.has(token.word)))
    return false;
  if (rules.negations.has(token.word)) return next !== undefined;
  return next !== undefined && !next.startsClause && lexicon?.valueOf(next.word) !== undefined;
}

function inContext(
  bare: number,
  at: number,
  { tokens, rules, language }: { tokens: Token[]; rules: RuleWords; language: string },
): number {
  let value = bare;
  for (let distance = 1; distance <= strength.reach; distance++) {
    const token = tokens[at - distance];
    if (!token || tokens[at - distance + 1]?.startsClause) break;
    const fading = 1 - 0.05 * (distance - 1) ** 2;
    const { word } = token;
    const forms = [word, ...shortened(word)];
    if (forms.some((form) => rules.boosters.has(form))) value += Math.sign(bare) * strength.booster * fading;
    else if (rules.dampeners.has(word)) value -= Math.sign(bare) * strength.booster * fading;
  }
  for (let distance = 1; distance <= strength.reach; distance++) {
    const token = tokens[at - distance];
    if (!token || tokens[at - distance + 1]?.startsClause) break;
    const { word } = token;
    if (rules.negations.has(word) && !isOnly(tokens, at - distance, language)) {
      value *= strength.negation;
      break;
    }
    if (rules.unreal.has(word)) value *= strength.unreal;
  }
  const behind = tokens[at + 1];
  if (rules.negationBehind && behind && !behind.startsClause && rules.negations.has(behind.word))
    value *= strength.negation;
  return value;
}

/** `not only good`, `no problem`. */
const isOnly = (tokens: Token[], at: number, language: string): boolean =>
  ['only', 'just', 'nur', 'seulement', 'solo', 'sólo', 'soltanto', 'só', 'apenas'].includes(
    tokens[at + 1]?.word ?? '',
  ) && language !== '';

/** Capitals in a row inside a sentence: `Grand Theft Auto`. Nouns have them in German, and names alone are rare there. */
function isName(tokens: Token[], at: number, language: string): boolean {
  const token = tokens[at];
  if (!token?.isTitle || language === 'de') return false;
  return [tokens[at - 1], tokens[at + 1]].some((other) => other?.isTitle === true);
}

function weighContrast(charges: Charge[], tokens: Token[], rules: RuleWords): void {
  const at = tokens.findIndex(({ word, kind }) => kind === 'word' && rules.contrasts.has(word));
  if (at <= 0) return;
  const before = new Set(tokens.slice(0, at).map(({ text }) => text));
  const after = new Set(tokens.slice(at).map(({ text }) => text));
  for (const charge of charges) {
    if (before.has(charge.text) && !after.has(charge.text)) charge.value *= strength.beforeContrast;
    else if (after.has(charge.text) && !before.has(charge.text)) charge.value *= strength.afterContrast;
  }
}

function emphasisOf(message: string): number {
  const exclamations = Math.min(4, message.match(/[!！]/g)?.length ?? 0);
  return exclamations * strength.exclamation;
}
