import type { ModerationStats } from '../../../contracts/ai/moderation-stats.contract.js';
import type { QueueGroup } from './stats.repository.js';

const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000;

/**
 * How right the analysis was, by moderators' verdicts alone. Positive: it had flagged the content. Content that it never
 * saw, or that nobody reviewed, does not count. The false positive rate is FP / (FP + TN), the false negative rate
 * FN / (FN + TP).
 */
export function effectiveness(
  groups: (Pick<QueueGroup, 'predicted' | 'verdict'> & { count: number })[],
): ModerationStats['autoActionEffectiveness'] {
  const count = (predicted: boolean, verdict: QueueGroup['verdict']): number =>
    groups
      .filter((group) => group.predicted === predicted && group.verdict === verdict)
      .reduce((sum, group) => sum + group.count, 0);
  const [tp, fp] = [count(true, 'violation'), count(true, 'fine')];
  const [fn, tn] = [count(false, 'violation'), count(false, 'fine')];
  const reviewed = tp + fp + fn + tn;
  return {
    accuracy: share(tp + tn, reviewed),
    falsePositiveRate: share(fp, fp + tn),
    falseNegativeRate: share(fn, fn + tp),
    precision: share(tp, tp + fp),
    recall: share(tp, tp + fn),
    reviewed,
  };
}
