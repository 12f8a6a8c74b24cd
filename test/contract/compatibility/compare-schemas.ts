import type { Schema } from './document.js';
import { alternativesOf, type Alternative, type Schemas } from './schema-alternatives.js';

/** Who would notice: whoever sends what was accepted, or whoever reads what was promised. */
export type Side = 'request' | 'response';

export interface Comparison {
  side: Side;
  before: Schemas;
  now: Schemas;
  /** Pairs that are being compared: schemas may contain themselves. */
  open?: readonly string[];
}

/** @returns what breaks clients, one sentence each; `at` says where */
export function compareSchemas(before: Schema, now: Schema, at: string, comparison: Comparison): string[] {
  const pair = before.$ref && now.$ref ? `${before.$ref} ${now.$ref}` : null;
  if (pair && comparison.open?.includes(pair)) return [];
  const inside = pair ? { ...comparison, open: [...(comparison.open ?? []), pair] } : comparison;
  const [old, current] = [alternativesOf(before, inside.before), alternativesOf(now, inside.now)];
  const vanished = old.flatMap((one) => bestOf(one, current, at, inside));
  // A reader is not prepared for a type that was never there; one who writes may use it or not.
  const added =
    inside.side === 'request' ? [] : current.filter((one) => !old.some((was) => includesType(was, one)));
  return [...vanished, ...added.map((one) => `${at}: may now be of the type ${one.type ?? 'any'}`)];
}

/** Among several of the same type the one that breaks least is meant. */
function bestOf(old: Alternative, current: Alternative[], at: string, comparison: Comparison): string[] {
  const wider =
    comparison.side === 'request'
      ? current.filter((one) => includesType(one, old))
      : current.filter((one) => includesType(old, one));
  const breaks = wider.map((one) => compareAlternatives(old, one, at, comparison));
  if (breaks.length > 0) return breaks.reduce((least, some) => (some.length < least.length ? some : least));
  return [`${at}: the type ${old.type ?? 'any'} is gone`];
}

const includesType = (wide: Alternative, narrow: Alternative): boolean =>
  wide.type === undefined ||
  wide.type === narrow.type ||
  (wide.type === 'number' && narrow.type === 'integer');

function compareAlternatives(
  old: Alternative,
  now: Alternative,
  at: string,
  comparison: Comparison,
): string[] {
  return [
    ...(comparison.side === 'request' ? narrowings(old, now, at) : []),
    ...compareProperties(old, now, at, comparison),
    ...compareRest(old, now, at, comparison),
    ...compareItems(old, now, at, comparison),
  ];
}

const atMost = ['maxLength', 'maxItems', 'maximum', 'exclusiveMaximum'] as const;
const atLeast = ['minLength', 'minItems', 'minimum', 'exclusiveMinimum'] as const;

/** What every integer is bounded by is no bound. */
const limitOf = (bound: number | undefined, none: number): number =>
  bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? none : bound;

/** What is accepted no more, in one value. */
function narrowings(old: Alternative, now: Alternative, at: string): string[] {
  const gone = now.enum ? (old.enum?.filter((value) => !now.enum?.includes(value)) ?? ['any other']) : [];
  const sets = gone.map((value) => `${at}: the value ${JSON.stringify(value)} is accepted no more`);
  const upper = atMost.filter((bound) => limitOf(now[bound], Infinity) < limitOf(old[bound], Infinity));
  const lower = atLeast.filter((bound) => limitOf(now[bound], -Infinity) > limitOf(old[bound], -Infinity));
  const texts = (['pattern', 'format'] as const).filter(
    (bound) => now[bound] !== undefined && now[bound] !== old[bound],
  );
  const bounds = [...upper, ...lower, ...texts];
  return [
    ...sets,
    ...bounds.map((bound) => `${at}: ${bound} became ${now[bound]}, was ${old[bound] ?? 'not set'}`),
  ];
}

function compareProperties(old: Alternative, now: Alternative, at: string, comparison: Comparison): string[] {
  const [had, has] = [old.properties ?? {}, now.properties ?? {}];
  const isRequest = comparison.side === 'request';
  const same = Object.keys(had).flatMap((name) => {
    const [before, after] = [had[name], has[name]];
    const place = at === '' ? name : `${at}.${name}`;
    if (before && after) return compareSchemas(before, after, place, comparison);
    // Where anything is taken, a field that is not named any more is taken all the same.
    return isRequest && now.additionalProperties !== false ? [] : [`${place}: is gone`];
  });
  const [wanted, promised] = [new Set(old.required), new Set(now.required)];
  const required = isRequest
    ? [...promised].filter((name) => !wanted.has(name))
    : [...wanted].filter((name) => has[name] && !promised.has(name));
  const word = isRequest ? 'became required' : 'is not always there any more';
  return [...same, ...required.map((name) => `${at === '' ? name : `${at}.${name}`}: ${word}`)];
}

/** Fields with names that are not known beforehand. */
function compareRest(old: Alternative, now: Alternative, at: string, comparison: Comparison): string[] {
  const [had, has] = [old.additionalProperties ?? true, now.additionalProperties ?? true];
  if (old.type !== 'object' || had === false) return [];
  if (has === false)
    return comparison.side === 'request' || typeof had === 'object'
      ? [`${at}: other fields are accepted no more`]
      : [];
  if (typeof has === 'object' && typeof had === 'object')
    return compareSchemas(had, has, `${at}.*`, comparison);
  if (typeof has === 'object' && comparison.side === 'request') return [`${at}.*: any value was accepted`];
  return typeof had === 'object' && comparison.side === 'response' ? [`${at}.*: may now be anything`] : [];
}

function compareItems(old: Alternative, now: Alternative, at: string, comparison: Comparison): string[] {
  const places =
    old.prefixItems?.map(
      (item, index) => [item, now.prefixItems?.[index] ?? now.items, `${at}[${index}]`] as const,
    ) ?? [];
  const all = old.items ? [...places, [old.items, now.items, `${at}[]`] as const] : places;
  return all.flatMap(([before, after, place]) => {
    if (after) return compareSchemas(before, after, place, comparison);
    return comparison.side === 'response' ? [`${place}: may now be anything`] : [];
  });
}
