/**
 * Whether a path is matched as a whole: `*` is anything within a segment, `**` anything at all, `?` one character.
 * Compared letter by letter with a table of what can still match, so that no pattern can take long.
 */
export function matchesGlob(path: string, glob: string): boolean {
  const parts = glob.match(/\*\*|[\s\S]/g) ?? [];
  let reached = reachable([0], parts);
  for (const letter of path) {
    const next: number[] = [];
    for (const at of reached) {
      const part = parts[at];
      if (part === '**' || (part === '*' && letter !== '/')) next.push(at);
      else if (part === letter || (part === '?' && letter !== '/')) next.push(at + 1);
    }
    reached = reachable(next, parts);
    if (reached.size === 0) return false;
  }
  return reached.has(parts.length);
}

/** Stars may also stand for nothing. */
function reachable(from: number[], parts: string[]): Set<number> {
  const all = new Set<number>();
  for (const start of from) {
    let at = start;
    all.add(at);
    while (parts[at] === '*' || parts[at] === '**') all.add(++at);
  }
  return all;
}
