import type { TrainingMetrics } from '../../../contracts/training.contract.js';
import { classify } from './classify.js';
import type { IntentModel } from './intent-model.js';
import type { TrainingExample } from './training-example.js';

/** What a model said about an example; null stands for out of scope. */
export interface Judged {
  expected: string | null;
  predicted: string | null;
  confidence: number;
}

export type Figures = Omit<TrainingMetrics, 'examples'>;

/** What a model says about one example. */
export const judge = (
  model: IntentModel,
  { input, intent, outOfScope }: TrainingExample,
  vector: Float32Array,
): Judged => {
  const said = classify(model, input, vector);
  return {
    expected: outOfScope ? null : intent,
    predicted: said?.name ?? null,
    confidence: said?.confidence ?? 0,
  };
};

/** Figures of what a model said; those that nothing was judged for are null. */
export function figuresOf(judged: readonly Judged[]): Figures {
  const inScope = judged.filter(({ expected }) => expected !== null);
  const perIntent = figuresPerIntent(judged);
  const f1s = perIntent.flatMap(({ f1, support }) => (support > 0 ? [f1 ?? 0] : []));
  return {
    accuracy: ratio(inScope.filter(isRight).length, inScope.length),
    macroF1: ratio(
      f1s.reduce((sum, f1) => sum + f1, 0),
      f1s.length,
    ),
    outOfScope: outOfScopeOf(judged),
    calibrationError: calibrationError(judged),
    confusion: confusionOf(judged),
    perIntent,
  };
}

const isRight = ({ expected, predicted }: Judged): boolean => expected === predicted;
const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

function outOfScopeOf(judged: readonly Judged[]): Figures['outOfScope'] {
  const strangers = judged.filter(({ expected }) => expected === null);
  if (strangers.length === 0) return null;
  const rejected = judged.filter(({ predicted }) => predicted === null);
  return {
    recall: ratio(strangers.filter(isRight).length, strangers.length),
    precision: ratio(rejected.filter(isRight).length, rejected.length),
  };
}

function figuresPerIntent(judged: readonly Judged[]): Figures['perIntent'] {
  const counts = new Map<string, { right: number; predicted: number; support: number }>();
  const entry = (intent: string) => {
    const known = counts.get(intent) ?? { right: 0, predicted: 0, support: 0 };
    counts.set(intent, known);
    return known;
  };
  for (const { expected, predicted } of judged) {
    if (expected !== null) entry(expected).support++;
    if (predicted !== null) entry(predicted).predicted++;
    if (expected !== null && expected === predicted) entry(expected).right++;
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([intent, { right, predicted, support }]) => ({
      intent,
      precision: ratio(right, predicted),
      recall: ratio(right, support),
      f1: ratio(2 * right, predicted + support),
      support,
    }));
}

const mostPairs = 100;

function confusionOf(judged: readonly Judged[]): Figures['confusion'] {
  const pairs = new Map<string, { expected: string | null; predicted: string | null; count: number }>();
  for (const { expected, predicted } of judged) {
    if (expected === predicted) continue;
    const key = JSON.stringify([expected, predicted]);
    const pair = pairs.get(key) ?? { expected, predicted, count: 0 };
    pairs.set(key, { ...pair, count: pair.count + 1 });
  }
  return [...pairs]
    .sort(([a, { count: m }], [b, { count: n }]) => n - m || (a < b ? -1 : 1))
    .slice(0, mostPairs)
    .map(([, pair]) => pair);
}

const bins = 10;

/** Mean distance of confidence and accuracy over ten bins of equal width (Naeini et al., 2015), of accepted inputs. */
function calibrationError(judged: readonly Judged[]): number | null {
  const accepted = judged.filter(({ predicted }) => predicted !== null);
  if (accepted.length === 0) return null;
  const totals = Array.from({ length: bins }, () => ({ right: 0, confidence: 0 }));
  for (const one of accepted) {
    const bin = totals[Math.min(bins - 1, Math.floor(one.confidence * bins))];
    if (!bin) continue;
    bin.right += isRight(one) ? 1 : 0;
    bin.confidence += one.confidence;
  }
  return (
    totals.reduce((sum, { right, confidence }) => sum + Math.abs(right - confidence), 0) / accepted.length
  );
}
