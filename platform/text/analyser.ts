import { rulesOf, withoutAccents, type LanguageRules } from './language-rules.js';
import { primaryLanguage } from './language.js';
import { stopWordsOf } from './stop-words.js';
import { isUnspaced, runQueryTerms, runTerms, splitScripts } from './unspaced.js';

export interface AnalyseOptions {
  /** Leaves out words that say nothing about a question's topic, unless nothing else would remain. */
  query?: boolean;
  /** By whose rules words are stemmed; English when not given. A question needs the language of its documents. */
  language?: string;
}

/** Longer words are data, not language. */
const maxLength = 64;

/** Letters and digits with their marks, and what joins the parts of an identifier, an address or a version. */
const word = /[\p{L}\p{N}\p{M}]+(?:[-_.@/:'’][\p{L}\p{N}\p{M}]+)*/gu;
/** The same for ASCII, which needs no tables. */
const asciiWord = /[A-Za-z0-9]+(?:[-_.@/:'][A-Za-z0-9]+)*/g;
const ascii = /^[\0-\x7f]*$/;
const separators = /[-_.@/:'’]+/u;
const latin = /^[\p{Script=Latin}\p{M}]+$/u;
/** Where camelCase and letters-to-digits change. */
const humps = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

/**
 * The terms of a text in their order, repetitions kept: the one analysis for documents and queries of every store.
 * Words are lower-cased and stemmed (Porter, 1980, for English; Snowball for others), accents folded where people leave them
 * out; identifiers are kept whole and in parts; scripts without spaces give pairs of characters. No term contains white space.
 */
export function analyse(text: string, { query = false, language = 'en' }: AnalyseOptions = {}): string[] {
  const analyser = analyserFor(primaryLanguage(language));
  const terms: string[] = [];
  const content: string[] = [];
  const isAscii = ascii.test(text);
  for (const [token] of isAscii ? text.matchAll(asciiWord) : text.normalize('NFKC').matchAll(word)) {
    for (const { value, isStopWord } of analyser.termsOf(token, query)) {
      terms.push(value);
      if (!isStopWord) content.push(value);
    }
  }
  return query && content.length > 0 ? content : terms;
}

interface Term {
  value: string;
  isStopWord: boolean;
}

const analysers = new Map<string, Analyser>();
/** More languages at once than anybody speaks: forgets them all. */
const mostAnalysers = 50;

function analyserFor(language: string): Analyser {
  const known = analysers.get(language);
  if (known) return known;
  if (analysers.size >= mostAnalysers) analysers.clear();
  const analyser = new Analyser(language);
  analysers.set(language, analyser);
  return analyser;
}

const rememberedTokens = 50_000;
/** From 13 characters on V8 cuts a piece by pointing into the text, so that keeping the piece would keep the text. */
const longestRemembered = 12;

/** The rules of one language, applied to tokens. */
class Analyser {
  private readonly rules: LanguageRules;
  private readonly stopWords: ReadonlySet<string>;
  /** A text repeats most of its words: looking them up is several times faster than taking them apart. */
  private readonly analysed = new Map<string, readonly Term[]>();

  constructor(private readonly language: string) {
    this.rules = rulesOf(language);
    this.stopWords = stopWordsOf(language);
  }

  termsOf(token: string, query: boolean): readonly Term[] {
    // Questions are short, and scripts without spaces are taken apart in another way there.
    if (query) return this.takeApart(token, query);
    const known = this.analysed.get(token);
    if (known) return known;
    const terms = this.takeApart(token, query);
    if (this.analysed.size >= rememberedTokens) this.analysed.clear();
    if (token.length <= longestRemembered) this.analysed.set(token, terms);
    return terms;
  }

  private takeApart(token: string, query: boolean): Term[] {
    const parts = token.split(separators).flatMap(splitScripts);
    const terms = parts.flatMap((part) => this.termsOfPart(part, query));
    if (parts.length > 1 && separators.test(token)) terms.push(...this.whole(token));
    return terms;
  }

  private termsOfPart(part: string, query: boolean): Term[] {
    if (isUnspaced(part)) return this.termsOfRun(part, query);
    const subwords = part.split(humps);
    const own = this.normal(part);
    if (subwords.length === 1) return own;
    return [...subwords.flatMap((subword) => this.normal(subword)), ...own];
  }

  private termsOfRun(run: string, query: boolean): Term[] {
    const content = query ? runQueryTerms(run, this.language) : runTerms(run);
    if (content.length > 0) return content.map((value) => ({ value, isStopWord: false }));
    // Nothing but stop words: as little as an English "what is this".
    return runTerms(run).map((value) => ({ value, isStopWord: true }));
  }

  /** An identifier as it was written: found exactly, however common its parts are. */
  private whole(token: string): Term[] {
    const value = this.rules.lowerCase(token);
    return value.length <= maxLength && !/['’]/.test(value) ? [{ value, isStopWord: false }] : [];
  }

  private normal(subword: string): Term[] {
    const lower = this.rules.lowerCase(subword);
    if (lower.length === 0 || lower.length > maxLength) return [];
    const isStopWord =
      this.stopWords.has(lower) || (latin.test(lower) && this.stopWords.has(withoutAccents(lower)));
    return [{ value: this.rules.stem(lower), isStopWord }];
  }
}
