import type { Call } from '../contract/operation-calls.js';
import { unusedId } from '../helpers/given.js';

const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{24}$/.test(value);
const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof FormData);

/** Every id within a value. */
export const idsIn = (value: unknown): string[] =>
  isId(value) ? [value] : isPlain(value) ? Object.values(value).flatMap(idsIn) : [];

type Replace = (id: string, isInList: boolean) => string | string[];

/** The same value with other ids, or more of them in a list. */
const withIds = (value: unknown, replace: Replace): unknown => {
  if (isId(value)) return replace(value, false);
  if (!isPlain(value)) return value;
  if (Array.isArray(value))
    return value.flatMap((one) => (isId(one) ? replace(one, true) : withIds(one, replace)));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withIds(one, replace)]));
};

/** An own call that names something of another organisation, and the same one that names what nobody has. */
export interface Attempt {
  where: 'params' | 'query' | 'body';
  foreign: Call;
  absent: Call;
}

/**
 * Every way to name something of another organisation in a call: in its path, its query and its body, everywhere or in
 * one place with all the rest one's own, and beside one's own in a list.
 */
export function attemptsOf(own: Call, theirs: Call): Attempt[] {
  return (['params', 'query', 'body'] as const).flatMap((where) => {
    const ids = [...new Set(idsIn(own[where]))];
    const others = new Map(idsIn(own[where]).map((id, index) => [id, idsIn(theirs[where])[index]!]));
    const attempt = (replaceBy: (other: (id: string) => string) => Replace): Attempt => {
      const changed = (other: (id: string) => string): Call => ({
        ...own,
        [where]: withIds(own[where], replaceBy(other)),
      });
      return { where, foreign: changed((id) => others.get(id)!), absent: changed(() => unusedId()) };
    };
    const beside = attempt((other) => (id, isInList) => (isInList ? [id, other(id)] : id));
    return [
      ...(ids.length > 0 ? [attempt((other) => other)] : []),
      ...(ids.length > 1 ? ids.map((one) => attempt((other) => (id) => (id === one ? other(id) : id))) : []),
      ...(idsIn(beside.foreign[where]).length > idsIn(own[where]).length ? [beside] : []),
    ];
  });
}

/** A refusal may quote the id that was sent. */
export const blanked = (body: unknown): string => JSON.stringify(body).replace(/[0-9a-f]{24}/g, '…');
