import type { Emotion, Sentiment, SentimentResult } from '../../contracts/ai/sentiment.contract.js';

interface Impression {
  score: number;
  sentiment: Sentiment;
  emotions: SentimentResult['emotions'];
}

/** How a negative text sounds, by its strongest emotion. */
const negativeTones: Partial<Record<Emotion, string>> = {
  anger: 'frustrated',
  disgust: 'critical',
  fear: 'concerned',
  sadness: 'disappointed',
};

/** How a text sounds, in one word. */
export function toneOf(text: string, { score, sentiment, emotions }: Impression): string {
  const has = (emotion: Emotion, least = 0.3): boolean => (emotions[emotion] ?? 0) >= least;
  if (sentiment === 'mixed') return 'ambivalent';
  if (sentiment === 'negative') {
    const strongest = (Object.keys(emotions) as Emotion[]).find((emotion) => negativeTones[emotion]);
    return (strongest && negativeTones[strongest]) ?? 'critical';
  }
  if (sentiment === 'positive') {
    if (score >= 0.8 && (/!/.test(text) || has('joy'))) return 'enthusiastic';
    if (has('trust')) return 'appreciative';
    return has('anticipation') ? 'optimistic' : 'friendly';
  }
  return /[?？؟]\s*$/u.test(text) ? 'inquisitive' : 'neutral';
}
