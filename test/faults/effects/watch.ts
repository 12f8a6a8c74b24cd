import { setTimeout as sleep } from 'node:timers/promises';

/** Something that a process is about to do to the world outside of it, as a gate in front of that sees it. */
export interface Effect {
  /** What is done to what, such as `mongo update jobs`. */
  name: string;
  /** The bytes that leave the process; the ids in them tell whose effect it is. */
  content: Buffer;
  /** Something that further effects of the same transaction carry. */
  transaction?: string;
  /** A call that costs money, or that somebody else hears. */
  isCall?: boolean;
}

/** An effect that went out; `answered` resolves when its process may hear of the end, which may be never. */
export interface Passage {
  answered(): Promise<void>;
}

/** A moment of a piece of work: the n-th effect of a name, when it is about to go out or when its answer has come. */
export interface Point {
  name: string;
  /** From 1. */
  ordinal: number;
  when: 'before' | 'after';
}

export const pointText = ({ name, ordinal, when }: Point): string => `${when} ${name} #${ordinal}`;

const never = (): Promise<never> => new Promise(() => undefined);
const hexIds = /\b[0-9a-f]{24}\b/g;
const runIds = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** One piece of work, such as a job with all that it starts, whose effects are told from those of others. */
export class Subject {
  /** The effects that went out, or wanted to, in their order. */
  readonly names: string[] = [];
  /** When the latest effect came, in epoch milliseconds. */
  latestAt = Date.now();
  /** Calls that went out and whose end the process never heard. */
  unheard = 0;
  readonly #counts = new Map<string, number>();
  readonly #ids: Set<string>;
  readonly #transactions = new Set<string>();
  #point: Point | null;
  #isFrozen = false;

  constructor(ids: readonly string[], point: Point | null) {
    this.#ids = new Set(ids);
    this.#point = point;
  }

  /** Whether its point was reached: nothing of it goes out any more, and it hears nothing. */
  get isFrozen(): boolean {
    return this.#isFrozen;
  }

  know(...ids: string[]): void {
    for (const id of ids) this.#ids.add(id);
  }

  owns({ content, transaction }: Effect): boolean {
    if (transaction && this.#transactions.has(transaction)) return true;
    for (const id of this.#ids) if (content.includes(id)) return true;
    return false;
  }

  /** The process that was watched has ended: whatever comes now is done by another one, undisturbed. */
  thaw(): void {
    this.#isFrozen = false;
    this.#point = null;
  }

  async pass(effect: Effect): Promise<Passage> {
    const { name, isCall = false } = effect;
    this.#learn(effect);
    this.latestAt = Date.now();
    if (this.#isFrozen) return never();
    const ordinal = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, ordinal);
    this.names.push(name);
    if (this.#isAt({ name, ordinal, when: 'before' })) return this.#freeze();
    if (isCall) this.unheard++;
    return {
      answered: async () => {
        if (this.#isFrozen) return never();
        if (this.#isAt({ name, ordinal, when: 'after' })) return this.#freeze();
        if (isCall) this.unheard--;
        return undefined;
      },
    };
  }

  #isAt(point: Point): boolean {
    return this.#point !== null && pointText(this.#point) === pointText(point);
  }

  #freeze(): Promise<never> {
    this.#isFrozen = true;
    return never();
  }

  /** A job that it makes is its own too, and so is a run of its workflow. */
  #learn({ name, content, transaction }: Effect): void {
    if (transaction) this.#transactions.add(transaction);
    if (!name.startsWith('mongo ')) return;
    const text = content.toString('latin1');
    if (name === 'mongo insert jobs') this.know(...(text.match(hexIds) ?? []));
    if (name.endsWith(' jobs')) this.know(...(text.match(runIds) ?? []));
  }
}

const passing: Passage = { answered: async () => undefined };

/** Knows whose each effect of a process is, counts them, and stops the world of a piece of work at a point. */
export class EffectWatch {
  readonly #subjects = new Set<Subject>();
  #starting = 0;
  /** How often effects of nobody in particular came, by name. */
  readonly unknown = new Map<string, number>();

  /** Watches what `start` begins. Meanwhile what nobody owns yet is held back: `start` tells the ids that it has made. */
  async begin(
    ids: readonly string[],
    { point = null, start }: { point?: Point | null; start: (subject: Subject) => Promise<void> },
  ): Promise<Subject> {
    const subject = new Subject(ids, point);
    this.#subjects.add(subject);
    this.#starting++;
    try {
      await start(subject);
    } finally {
      this.#starting--;
    }
    return subject;
  }

  forget(subject: Subject): void {
    this.#subjects.delete(subject);
  }

  async pass(effect: Effect): Promise<Passage> {
    for (;;) {
      for (const subject of this.#subjects) if (subject.owns(effect)) return subject.pass(effect);
      if (this.#starting === 0) break;
      await sleep(5);
    }
    this.unknown.set(effect.name, (this.unknown.get(effect.name) ?? 0) + 1);
    return passing;
  }
}

/** Every moment that these effects make, those of the same name numbered. */
export function pointsOf(names: readonly string[]): Point[] {
  const counts = new Map<string, number>();
  return names.flatMap((name) => {
    const ordinal = (counts.get(name) ?? 0) + 1;
    counts.set(name, ordinal);
    return (['before', 'after'] as const).map((when) => ({ name, ordinal, when }));
  });
}
