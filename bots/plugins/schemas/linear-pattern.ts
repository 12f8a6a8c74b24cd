import { RE2JS } from 're2js';

const longestPattern = 500;
const compiled = new Map<string, RE2JS>();
const mostRemembered = 500;

/**
 * A pattern that others wrote, matched in time linear in the text: RE2 has no lookaround and no backreferences, so
 * nobody can write one that takes for ever. @throws Error saying what RE2 does not know of it
 */
export function linearPattern(pattern: string): { test(text: string): boolean } {
  const known = compiled.get(pattern);
  if (known) return known;
  if (pattern.length > longestPattern) throw new Error(`a pattern has at most ${longestPattern} characters`);
  const expression = RE2JS.compile(RE2JS.translateRegExp(pattern));
  if (compiled.size >= mostRemembered) compiled.clear();
  compiled.set(pattern, expression);
  return expression;
}

/** Why a pattern cannot be used; undefined when it can. */
export function problemOfPattern(pattern: string): string | undefined {
  try {
    linearPattern(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
