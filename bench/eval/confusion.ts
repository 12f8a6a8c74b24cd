/** Counts by actual label, then by the label that was found. */
export type Confusion<L extends string> = Map<L, Map<L, number>>;

export const f1 = (precision: number, recall: number): number =>
  precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);

/** Precision, recall and F1 of each label, and the mean F1. */
export function figuresOf<L extends string>(labels: readonly L[], confusion: Confusion<L>) {
  const of = (actual: L, found: L): number => confusion.get(actual)?.get(found) ?? 0;
  const sum = (counts: number[]): number => counts.reduce((total, count) => total + count, 0);
  const byLabel = labels.map((label) => {
    const right = of(label, label);
    const precision = right / (sum(labels.map((actual) => of(actual, label))) || 1);
    const recall = right / (sum(labels.map((found) => of(label, found))) || 1);
    return { label, precision, recall, f1: f1(precision, recall) };
  });
  return { byLabel, macroF1: sum(byLabel.map((row) => row.f1)) / labels.length };
}
