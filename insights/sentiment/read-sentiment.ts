import type { Emotion, SentimentResult } from '../../contracts/ai/sentiment.contract.js';
import { primaryLanguage } from '../../platform/text/language.js';
import { wordsOf } from '../text/words.js';
import { emotionsOfWord } from './lexicon/emotions.js';
import { lexiconOf } from './lexicon/lexicon.js';
import { labelOf, round, scoreOf } from './label.js';
import { toneOf } from './tone.js';
import { valenceOf, type Charge, type Valence } from './rules/valence.js';

const mostKeywords = 5;
const fewestKeywords = 3;

/**
 * The sentiment of one text, by its words.
 * @param meaning how it sounds as a whole, -4 to 4, where that is known
 */
export function readSentiment(text: string, language: string, meaning = 0): SentimentResult {
  const lexicon = lexiconOf(primaryLanguage(language));
  const valence = valenceOf(text, { lexicon, language: primaryLanguage(language), meaning });
  const score = scoreOf(valence.compound);
  const sentiment = labelOf(score, isMixed(valence));
  const emotions = emotionsIn(valence);
  return {
    sentiment,
    score,
    confidence: confidenceOf(valence, lexicon !== null),
    emotions,
    tone: toneOf(text, { score, sentiment, emotions }),
    keywords: keywordsOf(text, valence.charges, language),
  };
}

/** Both sides say something, and neither much more than the other. */
function isMixed({ positive, negative }: Valence): boolean {
  const [less, more] = [Math.min(positive, negative), Math.max(positive, negative)];
  return less >= 1.2 && less >= more / 3;
}

/** More words that agree make surer; contradiction and a language without a word list less so. */
function confidenceOf({ positive, negative, charges }: Valence, isKnown: boolean): number {
  if (charges.length === 0) return isKnown ? 0.5 : 0.2;
  const agreement = Math.abs(positive - negative) / (positive + negative || 1);
  const evidence = 1 - Math.exp(-(positive + negative) / 2.5);
  return round((0.45 + 0.5 * evidence * (0.4 + 0.6 * agreement)) * (isKnown ? 1 : 0.7));
}

/** What is denied shows no emotion: its value has turned against its word. */
function emotionsIn({ charges }: Valence): SentimentResult['emotions'] {
  const sums = new Map<Emotion, number>();
  for (const { word, value } of charges)
    for (const emotion of emotionsOfWord(word)) {
      if (value === 0 || (value > 0 && against.has(emotion)) || (value < 0 && pleasant.has(emotion)))
        continue;
      sums.set(emotion, (sums.get(emotion) ?? 0) + Math.abs(value));
    }
  const strengths = [...sums].map(([emotion, sum]) => [emotion, round(1 - Math.exp(-sum / 2.5))] as const);
  return Object.fromEntries(strengths.sort(([, a], [, b]) => b - a));
}
const pleasant: ReadonlySet<Emotion> = new Set(['joy', 'trust', 'anticipation']);
const against: ReadonlySet<Emotion> = new Set(['fear', 'anger', 'sadness', 'disgust']);

/** The words that decided, the strongest first; then what the text is about. */
function keywordsOf(text: string, charges: Charge[], language: string): string[] {
  const telling = [...charges].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).map(({ word }) => word);
  const others = wordsOf(text.slice(0, 2_000), language)
    .filter(({ isContent, written }) => isContent && /\p{L}{2}/u.test(written))
    .map(({ written }) => written.toLowerCase());
  const chosen = [...new Set(telling)].slice(0, mostKeywords);
  return [...new Set([...chosen, ...others])].slice(0, Math.max(chosen.length, fewestKeywords));
}
