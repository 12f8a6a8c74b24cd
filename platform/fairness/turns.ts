import { FairShares } from './fair-shares.js';

export interface TurnsOptions {
  /** So much is worked on at the same time. */
  places: number;
  /** One owner never has more, so that whoever comes next finds a place. */
  placesPerOwner: number;
  /** One owner may let so much wait; more is refused and has to come again. */
  waitingPerOwner?: number;
}

export interface TurnRequest {
  /** Places are given out in proportion to it. */
  weight?: number;
  /** Ends the waiting. */
  signal?: AbortSignal;
}

/** A place that somebody works in. */
export interface Turn {
  /** Call between two steps: another owner that waits goes first. Resolves when the work may go on. */
  giveWay(): Promise<void>;
  end(): void;
}

/** Too much of one owner waits already. */
export class TooManyWaiting extends Error {
  override readonly name = 'TooManyWaiting';
}

interface Waiting {
  owner: string;
  weight: number;
  start: () => void;
}

/** Lets owners take turns at a limited number of places, whoever came first and however much each of them has. */
export class Turns {
  private readonly waiting = new FairShares<Waiting>();
  private readonly working = new Map<string, number>();
  private free: number;

  constructor(private readonly options: TurnsOptions) {
    this.free = options.places;
  }

  /** Resolves when it is this owner's turn. @throws TooManyWaiting, or the signal's reason */
  async take(owner: string, request: TurnRequest = {}): Promise<Turn> {
    const { waitingPerOwner = Infinity } = this.options;
    if (this.waiting.waitingOf(owner) >= waitingPerOwner)
      throw new TooManyWaiting('too much of the same owner waits for its turn');
    await this.wait(owner, request);
    let hasPlace = true;
    const leave = (): void => {
      if (hasPlace) this.leave(owner);
      hasPlace = false;
    };
    return {
      end: leave,
      giveWay: async () => {
        request.signal?.throwIfAborted();
        if (!hasPlace || !this.isAnotherDue(owner)) return;
        const again = this.wait(owner, request, { first: true });
        leave();
        await again;
        hasPlace = true;
      },
    };
  }

  private wait(
    owner: string,
    { weight = 1, signal }: TurnRequest,
    options?: { first: boolean },
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.waiting.keep((other) => other !== entry);
        reject(signal?.reason as Error);
      };
      const start = (): void => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const entry: Waiting = { owner, weight, start };
      if (signal?.aborted) return reject(signal.reason as Error);
      signal?.addEventListener('abort', abort, { once: true });
      this.waiting.add(owner, entry, options);
      this.serve();
    });
  }

  private workingOf = (owner: string): number => this.working.get(owner) ?? 0;
  private mayStart = (owner: string): boolean => this.workingOf(owner) < this.options.placesPerOwner;
  private isAnotherDue = (owner: string): boolean =>
    this.waiting.some((other) => other !== owner && this.mayStart(other));

  private serve(): void {
    while (this.free > 0) {
      const next = this.waiting.next(this.mayStart, ({ weight }) => weight);
      if (!next) return;
      this.free -= 1;
      this.working.set(next.owner, this.workingOf(next.owner) + 1);
      next.start();
    }
  }

  private leave(owner: string): void {
    this.free += 1;
    const left = this.workingOf(owner) - 1;
    if (left > 0) this.working.set(owner, left);
    else this.working.delete(owner);
    this.serve();
  }
}
