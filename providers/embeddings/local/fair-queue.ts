/** How many urgent entries may pass before a waiting ordinary one has its turn, so that none waits for ever. */
const patience = 8;

/**
 * Work waiting for a free thread. Urgent entries overtake ordinary ones; among ordinary ones each group (the
 * texts of one call) has its turn, so that a large call does not hold up a small one.
 */
export class FairQueue<Entry> {
  private urgent: Entry[] = [];
  private groups: Entry[][] = [];
  private takers: ((entry: Entry | undefined) => void)[] = [];
  private urgentInARow = 0;
  private closed = false;

  get waitingUrgent(): number {
    return this.urgent.length;
  }

  /** Adds entries that belong together; the function it returns takes back those not yet taken. */
  add(entries: Entry[], { urgent }: { urgent: boolean }): () => void {
    if (urgent) this.urgent.push(...entries);
    else if (entries.length > 0) this.groups.push([...entries]);
    this.serveTakers();
    const members = new Set(entries);
    return () => this.keep((entry) => !members.has(entry));
  }

  /** An entry that was taken but not done; it comes next. */
  putBack(entry: Entry): void {
    this.urgent.unshift(entry);
    this.serveTakers();
  }

  /** The next entry, once there is one; undefined when the queue is closed. */
  take(): Promise<Entry | undefined> {
    return new Promise((resolve) => {
      this.takers.push(resolve);
      this.serveTakers();
    });
  }

  /** Removes and returns all that waits. */
  drain(): Entry[] {
    const entries = [...this.urgent, ...this.groups.flat()];
    this.keep(() => false);
    return entries;
  }

  /** Nothing more will be taken; returns what was waiting. */
  close(): Entry[] {
    this.closed = true;
    const entries = this.drain();
    this.serveTakers();
    return entries;
  }

  private serveTakers(): void {
    while (this.takers.length > 0) {
      const entry = this.closed ? undefined : this.next();
      if (entry === undefined && !this.closed) return;
      this.takers.shift()?.(entry);
    }
  }

  private next(): Entry | undefined {
    const ordinaryIsDue = this.groups.length > 0 && this.urgentInARow >= patience;
    if (this.urgent.length > 0 && !ordinaryIsDue) {
      this.urgentInARow += 1;
      return this.urgent.shift();
    }
    this.urgentInARow = 0;
    const group = this.groups.shift();
    const entry = group?.shift();
    if (group && group.length > 0) this.groups.push(group);
    return entry;
  }

  private keep(wanted: (entry: Entry) => boolean): void {
    this.urgent = this.urgent.filter(wanted);
    this.groups = this.groups.map((group) => group.filter(wanted)).filter((group) => group.length > 0);
  }
}
