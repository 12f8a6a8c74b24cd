import type { Calibration } from './intent-model.js';

/** One input that the model had not learnt from. */
export interface Observation {
  margins: Float64Array;
  /** The class that would have been right. */
  expected: number;
  /** Whether that class is an intent. */
  inScope: boolean;
  /** Whether the best intent is the right one. */
  correct: boolean;
  score: number;
  /** The score if the right intent were unknown to the model. */
  scoreWithout: number;
}

/** Known strangers that are enough to know where strangers score. */
const enoughStrangers = 5;
/** Share of rightly understood inputs that may be lost to the rejection of strangers. */
const lostToKnown = 0.004;
const lostToSimulated = 0.003;

/** How far below the ordinary scores of a well-known bot its threshold lies at most: where few strangers are known, the room is theirs. */
const mostRoom = 0.2;

/** Lowers the threshold of small bots, by a share of the distance from an ordinary score. */
const caution = 0.25;
const enoughKnown = 500;

/** When nothing was observed: what a small bot's examples usually show. */
export const uncalibrated: Calibration = { temperature: 0.3, threshold: 1.4, slope: 4 };

/**
 * Chooses temperature (Guo et al., On Calibration of Modern Neural Networks, 2017) and threshold. Where no strangers are
 * known they are simulated: each input is scored as if its own intent did not exist.
 */
export function calibrate(observations: readonly Observation[]): Calibration {
  const known = observations.filter(({ inScope, correct }) => inScope && correct).map(({ score }) => score);
  if (known.length === 0) return uncalibrated;
  const strangers = observations.filter(({ inScope }) => !inScope).map(({ score }) => score);
  const areKnown = strangers.length >= enoughStrangers;
  const simulated = observations
    .filter(({ inScope, scoreWithout }) => inScope && Number.isFinite(scoreWithout))
    .map(({ scoreWithout }) => scoreWithout);
  const others = areKnown ? strangers : [...strangers, ...simulated];
  const ascending = known.sort((a, b) => a - b);
  const lost = ascending[Math.floor((areKnown ? lostToKnown : lostToSimulated) * known.length)] ?? 0;
  // A few inputs do not show how far from the examples people will ask.
  const median = ascending[known.length >> 1] ?? lost;
  const highest = lost - caution * Math.max(0, 1 - known.length / enoughKnown) * (median - lost);
  const below = others.filter((score) => score < highest);
  // Between the two groups where there is room; a lone group leaves some room below itself.
  const room = below.length > 0 ? (highest - Math.max(...maxOf(below))) / 2 : 0.5;
  const threshold = highest - Math.min(room, mostRoom / Math.min(1, known.length / enoughKnown));
  return { threshold, temperature: temperatureFor(observations), slope: slopeFor(known, others, threshold) };
}

/** Spread arguments are limited; a maximum is not. */
const maxOf = (values: number[]): [number] => [values.reduce((most, value) => Math.max(most, value))];

const temperatures = [0.08, 0.1, 0.13, 0.16, 0.2, 0.25, 0.3, 0.4, 0.5, 0.7, 1];
const slopes = [0.5, 1, 1.5, 2, 3, 4, 6, 8, 12];

function temperatureFor(observations: readonly Observation[]): number {
  const loss = (temperature: number): number =>
    observations.reduce((sum, { margins, expected }) => {
      const probability = expected < 0 ? 1 : (probabilities(margins, temperature)[expected] ?? 1e-9);
      return sum - Math.log(Math.max(probability, 1e-9));
    }, 0);
  return least(temperatures, loss);
}

function slopeFor(known: number[], others: number[], threshold: number): number {
  const loss = (slope: number): number =>
    known.reduce(
      (sum, score) => sum - Math.log(Math.max(1e-9, 1 - strangeness(score, threshold, slope))),
      0,
    ) /
      Math.max(1, known.length) +
    others.reduce((sum, score) => sum - Math.log(Math.max(1e-9, strangeness(score, threshold, slope))), 0) /
      Math.max(1, others.length);
  return least(slopes, loss);
}

function least(candidates: number[], loss: (candidate: number) => number): number {
  const losses = candidates.map(loss);
  return candidates[losses.indexOf(Math.min(...losses))] ?? 1;
}

/** How likely an input of this score belongs to no intent. */
export const strangeness = (score: number, threshold: number, slope: number): number =>
  1 / (1 + Math.exp(slope * (score - threshold)));

/** Softmax of margins. */
export function probabilities(margins: Float64Array, temperature: number): Float64Array {
  let largest = -Infinity;
  for (const margin of margins) largest = Math.max(largest, margin);
  const powers = margins.map((margin) => Math.exp((margin - largest) / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
