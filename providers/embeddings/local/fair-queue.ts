import { FairShares } from '../../../platform/fairness/fair-shares.js';

/** How many urgent entries may pass before a waiting ordinary one has its turn, so that none waits for ever. */
const patience = 8;

/** The texts of one call. */
interface Group<Entry> {
  owner: string;
  entries: Entry[];
}

/**
 * Work waiting for a free thread. Urgent entries overtake ordinary ones; among ordinary ones each owner has its turn,
 * and among those of one owner each call, so that neither many calls nor a large one hold up a small one.
 */
export class FairQueue<Entry> {
  private urgent: Entry[] = [];
  private readonly groups = new FairShares<Group<Entry>>();
  private takers: ((entry: Entry | undefined) => void)[] = [];
  private urgentInARow = 0;
  private closed = false;

  get waitingUrgent(): number {
    return this.urgent.length;
  }

  get isWaiting(): boolean {
    return this.urgent.length > 0 || this.groups.some(() => true);
  }

  /** Adds entries that belong together; the function it returns takes back those not yet taken. */
  add(entries: Entry[], { urgent, owner = '' }: { urgent: boolean; owner?: string }): () => void {
    if (urgent) this.urgent.push(...entries);
    else if (entries.length > 0) this.groups.add(owner, { owner, entries: [...entries] });
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
    const ordinary = this.groups.keep(() => false).flatMap(({ entries }) => entries);
    return [...this.urgent.splice(0), ...ordinary];
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
    const ordinaryIsDue = this.urgentInARow >= patience && this.groups.some(() => true);
    if (this.urgent.length > 0 && !ordinaryIsDue) {
      this.urgentInARow += 1;
      return this.urgent.shift();
    }
    this.urgentInARow = 0;
    const group = this.groups.next();
    const entry = group?.entries.shift();
    if (group && group.entries.length > 0) this.groups.add(group.owner, group);
    return entry;
  }

  private keep(wanted: (entry: Entry) => boolean): void {
    this.urgent = this.urgent.filter(wanted);
    this.groups.keep((group) => {
      group.entries = group.entries.filter(wanted);
      return group.entries.length > 0;
    });
  }
}
