import { probabilities, strangeness } from './calibrate.js';
import type { IntentModel } from './intent-model.js';
import { marginsOf, scoreInput } from './score-input.js';

/** The intent that an input is most likely of, also when it is too strange to be accepted; `null` without intents. */
export function nearestIntent(
  model: IntentModel,
  input: string,
  vector: Float32Array,
): { intent: string; likelihood: number } | null {
  const margins = marginsOf(model, input, vector);
  const { best, score } = scoreInput(model, { margins, vector });
  const intent = model.intents[best];
  if (intent === undefined) return null;
  const { temperature, threshold, slope } = model.calibration;
  const belongs = 1 - strangeness(score, threshold, slope);
  const likelihood = belongs * (probabilities(margins, temperature)[best] ?? 0);
  return { intent, likelihood: Math.round(likelihood * 10_000) / 10_000 };
}
