import { invalid } from '../../platform/errors/app-error.js';

/**
 * Refuses names of fields with a NUL, at any depth: no such name can be stored, as BSON ends names with it
 * (https://bsonspec.org/spec.html). @throws AppError VALIDATION_ERROR with where it is
 */
export function refuseNulNames(body: unknown): void {
  const open: { value: unknown; path: string }[] = [{ value: body, path: 'body' }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next;
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, one] of Object.entries(value)) {
      if (name.includes('\0')) throw invalid(path, 'the name of a field contains a NUL character');
      open.push({ value: one, path: `${path}.${name}` });
    }
  }
}
