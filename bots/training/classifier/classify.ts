import { probabilities, strangeness } from './calibrate.js';
import { cosine, marginsOf, scoreInput } from './score-input.js';
import type { IntentModel, TrainedAnswer } from './intent-model.js';

export interface Classified {
  /** Null when the input belongs to none of the intents. */
  name: string | null;
  confidence: number;
}

/** The intent of an input; `null` by a model that has learnt answers only. */
export function classify(model: IntentModel, input: string, vector: Float32Array): Classified | null {
  if (model.intents.length === 0) return null;
  const margins = marginsOf(model, input, vector);
  const { best, score } = scoreInput(model, { margins, vector });
  const { temperature, threshold, slope } = model.calibration;
  const doubt = strangeness(score, threshold, slope);
  if (score < threshold) return { name: null, confidence: rounded(doubt) };
  const probability = probabilities(margins, temperature)[best] ?? 0;
  return { name: model.intents[best] ?? null, confidence: rounded(probability) };
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

export interface NearAnswer extends TrainedAnswer {
  /** How likely the example asks the same, 0..1. */
  match: number;
}

/** A question is the same as another one from about this likeness on. */
const sameQuestion = { bias: -9, likeness: 15 };
/** Of an example of the intent that was found, less likeness will do. */
const sameIntent = 2;

/** The learnt answers whose examples are nearest, best first. */
export function nearAnswers(
  model: IntentModel,
  { vector, intent, limit }: { vector: Float32Array; intent: string | null; limit: number },
): NearAnswer[] {
  const found = intent === null ? -1 : model.intents.indexOf(intent);
  return model.answers
    .map((answer) => {
      const bonus = found >= 0 && answer.intent === found ? sameIntent : 0;
      const value = sameQuestion.bias + sameQuestion.likeness * cosine(model, answer.row, vector) + bonus;
      return { ...answer, match: rounded(1 / (1 + Math.exp(-value))) };
    })
    .sort((a, b) => b.match - a.match || a.row - b.row)
    .slice(0, limit);
}
