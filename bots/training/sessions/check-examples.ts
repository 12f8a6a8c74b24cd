import { AppError } from '../../../platform/errors/app-error.js';
import type { TrainingExample } from '../classifier/training-example.js';

/** Fewer do not show what an intent has in common. */
const fewestExamples = 2;
const advisedExamples = 10;
const mostNamed = 5;

/**
 * Whether there is enough to learn from: two intents, or one and inputs out of scope, or answers alone.
 * @throws AppError VALIDATION_ERROR saying what is missing
 */
export function checkExamples(examples: readonly TrainingExample[]): { warnings: string[] } {
  const counts = new Map<string, number>();
  const meanings = new Map<string, Set<string>>();
  let outOfScope = 0;
  let answers = 0;
  for (const example of examples) {
    if (example.output !== null) answers++;
    if (example.outOfScope) outOfScope++;
    if (example.intent !== null) counts.set(example.intent, (counts.get(example.intent) ?? 0) + 1);
    if (example.outOfScope || example.intent !== null) {
      const said = meanings.get(example.inputKey) ?? new Set<string>();
      meanings.set(example.inputKey, said.add(example.intent ?? ''));
    }
  }
  const few = named(counts, (count) => count < fewestExamples);
  if (examples.length === 0) throw tooLittle('The datasets have no examples');
  if (counts.size === 0 && answers === 0)
    throw tooLittle('No example has an intent or an output: there is nothing to learn');
  if (counts.size === 1 && outOfScope < fewestExamples)
    throw tooLittle(
      'There is only one intent: add a second one, or examples that are out of scope (intent null)',
    );
  if (few.length > 0)
    throw tooLittle(
      `At least ${fewestExamples} examples are needed of each intent; too few of: ${listed(few)}`,
    );
  const thin = named(counts, (count) => count < advisedExamples);
  const conflicts = [...meanings.values()].filter(({ size }) => size > 1).length;
  const warnings: string[] = [];
  if (counts.size === 0)
    warnings.push('No example has an intent: the bot learns answers, and tells no intents');
  if (thin.length > 0)
    warnings.push(`Fewer than ${advisedExamples} examples of ${thin.length} intents: ${listed(thin)}`);
  if (conflicts > 0) warnings.push(`${conflicts} inputs have more than one intent`);
  if (counts.size > 0 && outOfScope === 0)
    warnings.push('No examples are out of scope: how often the bot rejects strange questions is not known');
  return { warnings };
}

const tooLittle = (message: string): AppError => new AppError('VALIDATION_ERROR', message);

const named = (counts: Map<string, number>, isMeant: (count: number) => boolean): string[] =>
  [...counts].filter(([, count]) => isMeant(count)).map(([intent]) => intent);

const listed = (intents: string[]): string =>
  intents.slice(0, mostNamed).join(', ') +
  (intents.length > mostNamed ? ` and ${intents.length - mostNamed} more` : '');
