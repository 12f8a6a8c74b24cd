import { derivedId } from '../../../platform/ids.js';
import type { TrainingExample } from './training-example.js';

export interface Split {
  training: number[];
  heldOut: number[];
}

/** An intent with fewer examples is learnt from all of them. */
const fewestToSplit = 3;

/**
 * Holds out a share of the examples of each intent and of those out of scope. Which ones follows from the seed and the
 * input alone, so that the same input stays held out while a dataset grows.
 */
export function splitExamples(
  examples: readonly TrainingExample[],
  { validationSplit, seed }: { validationSplit: number; seed: number },
): Split {
  const groups = new Map<string, number[]>();
  const newGroup = (name: string): number[] => {
    const members: number[] = [];
    groups.set(name, members);
    return members;
  };
  for (const [index, { intent, outOfScope }] of examples.entries()) {
    const group = outOfScope ? 'out' : intent === null ? null : `in ${intent}`;
    if (group !== null) (groups.get(group) ?? newGroup(group)).push(index);
  }
  const split: Split = { training: [], heldOut: [] };
  for (const members of groups.values()) {
    const ordered = inSeededOrder(members, examples, seed);
    const held =
      members.length < fewestToSplit ? 0 : Math.max(1, Math.round(members.length * validationSplit));
    split.heldOut.push(...ordered.slice(0, held));
    split.training.push(...ordered.slice(held));
  }
  split.training.sort((a, b) => a - b);
  split.heldOut.sort((a, b) => a - b);
  return split;
}

export function inSeededOrder(
  members: readonly number[],
  examples: readonly TrainingExample[],
  seed: number,
): number[] {
  return members
    .map((index) => ({ index, order: derivedId(seed, examples[index]?.inputKey ?? '') }))
    .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.index - b.index))
    .map(({ index }) => index);
}
