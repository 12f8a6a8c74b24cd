interface Owner<Entry> {
  entries: Entry[];
  /** Virtual time at which its next entry is due. */
  due: number;
}

/**
 * Waiting entries of several owners, handed out in proportion to the owners' weights, and in order for each of them
 * (start-time fair queueing: Goyal, Vin and Cheng, SIGCOMM 1996, with entries of equal length). Who was idle gets no
 * more than its share afterwards; who has much waits no longer than its share asks.
 */
export class FairShares<Entry> {
  private readonly owners = new Map<string, Owner<Entry>>();
  private now = 0;

  add(owner: string, entry: Entry, { first = false } = {}): void {
    const known = this.owners.get(owner) ?? { entries: [], due: this.now };
    this.owners.set(owner, known);
    if (known.entries.length === 0) known.due = Math.max(known.due, this.now);
    if (first) known.entries.unshift(entry);
    else known.entries.push(entry);
  }

  /** Takes the entry that is due first among the owners that may have one now; `weightOf` an owner of 2 has two for each of an owner of 1. */
  next(
    mayHave: (owner: string) => boolean = () => true,
    weightOf: (entry: Entry) => number = () => 1,
  ): Entry | undefined {
    let best: Owner<Entry> | undefined;
    for (const [name, owner] of this.owners) {
      if (owner.entries.length === 0) {
        if (owner.due <= this.now) this.owners.delete(name);
      } else if ((!best || owner.due < best.due) && mayHave(name)) best = owner;
    }
    const entry = best?.entries.shift();
    if (best === undefined || entry === undefined) return undefined;
    this.now = Math.max(this.now, best.due);
    best.due += 1 / weightOf(entry);
    return entry;
  }

  /** How many entries an owner has waiting. */
  waitingOf(owner: string): number {
    return this.owners.get(owner)?.entries.length ?? 0;
  }

  /** Whether an entry waits of one of the owners that are asked for. */
  some(isWanted: (owner: string) => boolean): boolean {
    return [...this.owners].some(([name, { entries }]) => entries.length > 0 && isWanted(name));
  }

  /** Keeps the entries that are wanted and returns the others. */
  keep(isWanted: (entry: Entry) => boolean): Entry[] {
    const removed: Entry[] = [];
    for (const owner of this.owners.values()) {
      removed.push(...owner.entries.filter((entry) => !isWanted(entry)));
      owner.entries = owner.entries.filter(isWanted);
    }
    return removed;
  }
}
