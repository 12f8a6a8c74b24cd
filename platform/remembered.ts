/** Values that never change, kept in memory up to a size in characters of their JSON; the longest unused go first. */
export class Remembered<T> {
  // A Map iterates in the order of insertion.
  readonly #entries = new Map<string, { value: T; size: number }>();
  #size = 0;

  constructor(private readonly maxCharacters: number) {}

  get(id: string): T | undefined {
    const entry = this.#entries.get(id);
    if (!entry) return undefined;
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    return entry.value;
  }

  set(id: string, value: T): void {
    const size = JSON.stringify(value).length;
    if (this.#entries.has(id) || size > this.maxCharacters) return;
    this.#entries.set(id, { value, size });
    this.#size += size;
    for (const [oldest, entry] of this.#entries) {
      if (this.#size <= this.maxCharacters) return;
      this.#entries.delete(oldest);
      this.#size -= entry.size;
    }
  }
}
