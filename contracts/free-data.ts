import { z } from 'zod';

/** Bounds of data that callers shape themselves. */
export const freeDataLimits = { keyLength: 64, keys: 64, depth: 4, text: 2_000, items: 100, bytes: 16_384 };

/** Names that JavaScript or MongoDB would take for something else. */
const reservedKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** What is wrong with a key; undefined when nothing is. */
function problemOfKey(key: string): string | undefined {
  if (key.trim() === '' || key.length > freeDataLimits.keyLength) {
    return `a key has 1 to ${freeDataLimits.keyLength} characters`;
  }
  if (reservedKeys.has(key)) return 'this key is reserved';

  if (/^\$|[.\0-\x1f]/.test(key))
    return 'a key begins with no $ and contains no dot and no control character';
  return undefined;
}

interface Problem {
  path: (string | number)[];
  message: string;
}

/** The first thing that is wrong with data of a caller's own; undefined when nothing is. */
export function problemOfFreeData(data: unknown, path: (string | number)[] = []): Problem | undefined {
  const wrong = (message: string): Problem => ({ path, message });
  if (data === null || typeof data === 'boolean') return undefined;
  if (typeof data === 'number') return Number.isFinite(data) ? undefined : wrong('expected a number');
  if (typeof data === 'string') {
    return data.length <= freeDataLimits.text
      ? undefined
      : wrong(`at most ${freeDataLimits.text} characters`);
  }
  if (typeof data !== 'object') return wrong('expected a JSON value');
  if (path.length >= freeDataLimits.depth) return wrong(`at most ${freeDataLimits.depth} levels`);
  if (Array.isArray(data)) {
    if (data.length > freeDataLimits.items) return wrong(`at most ${freeDataLimits.items} items`);
    return firstProblem(data.entries(), path);
  }
  const keys = Reflect.ownKeys(data).map(String);
  if (keys.length > freeDataLimits.keys) return wrong(`at most ${freeDataLimits.keys} keys`);
  for (const key of keys) {
    const message = problemOfKey(key);
    if (message) return { path: [...path, key.slice(0, freeDataLimits.keyLength)], message };
  }
  return firstProblem(Object.entries(data), path);
}

function firstProblem(
  entries: Iterable<[string | number, unknown]>,
  path: Problem['path'],
): Problem | undefined {
  for (const [key, value] of entries) {
    const problem = problemOfFreeData(value, [...path, key]);
    if (problem) return problem;
  }
  return undefined;
}

export const bytesOf = (data: unknown): number => new TextEncoder().encode(JSON.stringify(data)).length;

/**
 * An object of the caller's own making: any JSON within bounds, but no key that a database or a prototype would
 * understand. Keys are refused, not dropped, so that a caller learns of it.
 */
export const FreeData = z
  .unknown()
  .superRefine((value, context) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      context.addIssue({ code: 'custom', message: 'expected an object' });
      return;
    }
    const problem = problemOfFreeData(value);
    if (problem) context.addIssue({ code: 'custom', ...problem });
    else if (bytesOf(value) > freeDataLimits.bytes) {
      context.addIssue({ code: 'custom', message: `at most ${freeDataLimits.bytes} bytes` });
    }
  })
  .transform((value) => value as Record<string, unknown>)
  .meta({
    override: {
      type: 'object',
      additionalProperties: true,
      description: `Any JSON object of at most ${freeDataLimits.bytes} bytes, ${freeDataLimits.keys} keys an object and ${freeDataLimits.depth} levels; no key begins with $, contains a dot or is __proto__, constructor or prototype`,
    },
  });
