import type { VectorPoint } from './vector-store.js';

export interface ItemDeletion {
  itemId: string;
  beforeRevision?: number;
}

/** Rows above which a commit takes no further callers in: bounds memory and the time of one commit. */
const mostRows = 5_000;

/**
 * Writes of several callers that become one commit: first all points, then all deletions. That is the order
 * in which the callers asked as long as no point joins after a deletion of its own item, which `acceptsPoints` refuses.
 */
export class WriteGroup {
  /** By point id: the last of equal ids wins, and a merge must not see one id twice. */
  readonly points = new Map<string, VectorPoint>();
  readonly deletions: ItemDeletion[] = [];
  readonly openedAt = Date.now();
  readonly done: Promise<void>;
  private readonly deletedItems = new Set<string>();
  private settle: { resolve: () => void; reject: (reason: unknown) => void };

  constructor() {
    const { promise, ...settle } = withResolvers();
    this.done = promise;
    this.settle = settle;
  }

  acceptsPoints(points: readonly VectorPoint[]): boolean {
    if (this.points.size > 0 && this.points.size + points.length > mostRows) return false;
    return this.deletedItems.size === 0 || !points.some(({ itemId }) => this.deletedItems.has(itemId));
  }

  addPoints(points: readonly VectorPoint[]): void {
    for (const point of points) this.points.set(point.id, point);
  }

  addDeletions(deletions: readonly ItemDeletion[]): void {
    this.deletions.push(...deletions);
    for (const { itemId } of deletions) this.deletedItems.add(itemId);
  }

  /** Commits and tells every caller how it went; does not reject itself. */
  async commit(write: (group: WriteGroup) => Promise<void>): Promise<void> {
    try {
      await write(this);
      this.settle.resolve();
    } catch (error) {
      this.settle.reject(error);
    }
  }
}

function withResolvers() {
  let resolve = (): void => undefined;
  let reject = (_reason: unknown): void => undefined;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
