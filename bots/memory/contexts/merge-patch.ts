type Data = Record<string, unknown>;

const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON Merge Patch (RFC 7396): `null` removes a key, objects merge, everything else replaces. Changes neither argument. */
export function mergePatch(target: Data, patch: Data): Data {
  const merged = new Map(Object.entries(target));
  for (const [key, value] of Object.entries(patch)) {
    const now = merged.get(key);
    if (value === null) merged.delete(key);
    else merged.set(key, isData(value) ? mergePatch(isData(now) ? now : {}, value) : value);
  }
  return Object.fromEntries(merged);
}

/** Every text, number and truth value in some data with the path to it, in order. */
export function leavesOf(data: unknown, path: string[] = []): { path: string[]; value: string }[] {
  if (data === null || data === undefined) return [];
  if (typeof data !== 'object')
    return [{ path, value: typeof data === 'string' ? data : JSON.stringify(data) }];
  if (Array.isArray(data)) return data.flatMap((item) => leavesOf(item, path));
  return Object.entries(data).flatMap(([key, value]) => leavesOf(value, [...path, key]));
}
