import type { Difference } from '../../contracts/versions.contract.js';
import { canonical } from './content-hash.js';

/** Fields that tell the elements of a list apart; lists of other things are compared as a whole. */
const keys = ['installationId', 'knowledgeBaseId', 'name'];

/** What two contents differ in, field by field, in the order of their paths; what one has not is null. */
export const differencesOf = (a: unknown, b: unknown): Difference[] =>
  differences('', a, b).sort((one, other) => (one.path < other.path ? -1 : 1));

function differences(path: string, a: unknown, b: unknown): Difference[] {
  if (canonical(a) === canonical(b)) return [];
  const [left, right] = [fieldsOf(a), fieldsOf(b)];
  if (!left || !right) return [{ path, a: a ?? null, b: b ?? null }];
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].flatMap((name) =>
    differences(path === '' ? name : `${path}.${name}`, left[name], right[name]),
  );
}

/** An object, or a list of things with names as an object of them; null for anything else. */
function fieldsOf(value: unknown): Record<string, unknown> | null {
  if (value === null || typeof value !== 'object') return null;
  if (!Array.isArray(value)) return value as Record<string, unknown>;
  const elements = value as Record<string, unknown>[];
  const key = keys.find((name) => elements.every((one) => typeof one?.[name] === 'string'));
  if (key === undefined) return null;
  const named = elements.map((one) => [one[key] as string, one] as const);
  return Object.fromEntries(named);
}
