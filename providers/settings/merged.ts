type Values = Record<string, unknown>;

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON merge (RFC 7396): `null` removes, objects are merged, everything else takes the place of what was there. */
export function merged<T extends Values>(before: T, change: Values): T {
  const after: Values = { ...before };
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) continue;
    if (value === null) delete after[name];
    else after[name] = isObject(value) ? merged(isObject(after[name]) ? after[name] : {}, value) : value;
  }
  return after as T;
}
