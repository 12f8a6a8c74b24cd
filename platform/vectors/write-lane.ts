import type { VectorPoint } from './vector-store.js';
import { WriteGroup, type ItemDeletion } from './write-group.js';

/** A commit waits for this many rows, but no longer than `longestWait` milliseconds after its first caller. */
const enoughRows = 500;
const longestWait = 50;

type Work = WriteGroup | (() => Promise<void>);

export interface WriteLane {
  /** Both resolve when their commit is readable. */
  upsert(points: readonly VectorPoint[]): Promise<void>;
  deleteItems(items: readonly ItemDeletion[]): Promise<void>;
  /** Runs alone, after everything asked for before it. */
  exclusively(work: () => Promise<void>): Promise<void>;
}

export interface WriteLaneOptions {
  /** One commit; when it rejects, so does every caller that shares it. */
  write: (group: WriteGroup) => Promise<void>;
  /** Upkeep between commits: nobody waits for it but the next commit. Must not reject. */
  afterCommit: () => Promise<void>;
  /** Nothing is left to do. */
  onIdle: () => void;
}

/**
 * The writes of one collection, one after another, in the order they were asked for. Writes that arrive close
 * together share a commit: hundreds of small commits would make every later search slower.
 */
export function createWriteLane({ write, afterCommit, onIdle }: WriteLaneOptions): WriteLane {
  const queue: Work[] = [];
  let running = false;
  let wake = (): void => undefined;

  async function run(): Promise<void> {
    for (let next = queue[0]; next; next = queue[0]) {
      if (next instanceof WriteGroup) {
        await filled(next);
        queue.shift();
        await next.commit(write);
        await afterCommit();
      } else {
        queue.shift();
        await next();
      }
    }
    running = false;
    onIdle();
  }
  const start = (): void => {
    wake();
    if (running) return;
    running = true;
    void run();
  };
  /** Until the group is worth a commit, has waited long enough, or holds up what comes after it. */
  async function filled(group: WriteGroup): Promise<void> {
    const deadline = group.openedAt + longestWait;
    for (let left = longestWait; left > 0; left = deadline - Date.now()) {
      if (group.points.size >= enoughRows || queue.length > 1) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
  const openGroup = (fits: (group: WriteGroup) => boolean): WriteGroup => {
    const last = queue.at(-1);
    if (last instanceof WriteGroup && fits(last)) return last;
    const group = new WriteGroup();
    queue.push(group);
    return group;
  };

  return {
    upsert(points) {
      const group = openGroup((last) => last.acceptsPoints(points));
      group.addPoints(points);
      start();
      return group.done;
    },
    deleteItems(items) {
      const group = openGroup(() => true);
      group.addDeletions(items);
      start();
      return group.done;
    },
    exclusively(work) {
      return new Promise((resolve, reject) => {
        queue.push(() => work().then(resolve, reject));
        start();
      });
    },
  };
}
