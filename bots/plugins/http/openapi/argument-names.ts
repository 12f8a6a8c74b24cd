/** What all providers of models accept as the name of a property. */
const longest = 64;

/**
 * Gives each parameter a name of its own among the arguments of a tool. The first keeps its name; a later one of the
 * same name is told apart by where it goes, and then by a number. The same document always gives the same names.
 */
export class ArgumentNames {
  private readonly taken = new Set<string>();

  name(wanted: string, place: string): string {
    const plain = wanted.replaceAll(/[^a-zA-Z0-9_.-]+/g, '_').replaceAll(/^_+|_+$/g, '') || place;
    const candidates = [plain, `${place}_${plain}`];
    for (let n = 2; ; n++) {
      const free = candidates
        .map((candidate) => candidate.slice(0, longest))
        .find((name) => !this.taken.has(name));
      if (free !== undefined) {
        this.taken.add(free);
        return free;
      }
      candidates.splice(0, candidates.length, `${place}_${plain.slice(0, 40)}_${n}`);
    }
  }
}
