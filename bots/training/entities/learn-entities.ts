import type { ExampleEntity } from '../datasets/example.model.js';
import { namedShapes, normalizedName, type EntityPattern, type EntityPatterns } from './entity-patterns.js';

/** Written forms that a type keeps; more are no list of names any more. */
const mostNames = 20_000;
const mostShapes = 50;

/** How often each written form stood for each value, and how often each shape was seen. */
interface Learnt {
  names: Map<string, Map<string, number>>;
  shapes: Map<string, number>;
}

/**
 * Learns from marked parts of inputs how entities of each type are written: names word for word, and whatever has digits or
 * a form of its own by its shape, so that numbers and codes are found that no example had.
 */
export function learnEntities(
  examples: readonly { input: string; entities: readonly ExampleEntity[] }[],
): EntityPatterns {
  const types = new Map<string, Learnt>();
  for (const { input, entities } of examples) {
    for (const { start, end, type, value } of entities) {
      const written = input.slice(start, end).trim();
      if (written === '') continue;
      const learnt: Learnt = types.get(type) ?? { names: new Map(), shapes: new Map() };
      types.set(type, learnt);
      const values = learnt.names.get(normalizedName(written)) ?? new Map<string, number>();
      learnt.names.set(normalizedName(written), values);
      values.set(value, (values.get(value) ?? 0) + 1);
      const shape = shapeOf(written);
      if (shape) learnt.shapes.set(shape, (learnt.shapes.get(shape) ?? 0) + 1);
    }
  }
  return [...types]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, { names, shapes }]): EntityPattern => ({
      type,
      names: Object.fromEntries(
        [...names].slice(0, mostNames).map(([name, values]) => [name, mostFrequent(values)]),
      ),
      shapes: [...shapes]
        .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
        .slice(0, mostShapes)
        .map(([shape]) => shape),
    }));
}

const mostFrequent = (values: Map<string, number>): string =>
  [...values].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? '';

/** A regular expression for values written like this one; `null` for ordinary words. */
export function shapeOf(written: string): string | null {
  const named = namedShapes.find((shape) => new RegExp(`^(?:${shape})$`, 'iu').test(written));
  if (named) return named;
  if (!/\d/.test(written) || written.length > 60) return null;
  if (/^\d+$/.test(written)) return String.raw`\d{${around(written.length)}}`;
  return (written.match(/\p{Lu}+|\p{Ll}+|\d+|\s+|[^\p{L}\d\s]/gu) ?? [])
    .map((run) => {
      if (/^\d/.test(run)) return String.raw`\d{${run.length}}`;
      if (/^\p{Lu}/u.test(run)) return String.raw`\p{Lu}{${run.length}}`;
      // Small letters with digits are words such as "gate 12": they are part of the form.
      if (/^\p{Ll}/u.test(run)) return run;
      if (/^\s/.test(run)) return String.raw`\s{1,3}`;
      return run.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
    })
    .join('');
}

/** Numbers of a kind differ in length a little, order numbers do not. */
const around = (length: number): string => (length > 4 ? String(length) : `1,${length + 1}`);
