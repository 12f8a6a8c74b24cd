import { BackupError } from './backup-error.js';

/** Reads a stream by counts of bytes. @throws BackupError where it ends too early */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async isAtEnd(): Promise<boolean> {
    return !(await this.#hold(1));
  }

  /** The next bytes, which the next call gets once more. */
  async peek(count: number): Promise<Buffer> {
    if (!(await this.#hold(count))) throw new BackupError('A part ends too early.');
    return this.#held.subarray(0, count);
  }

  async read(count: number): Promise<Buffer> {
    const bytes = await this.peek(count);
    this.#held = this.#held.subarray(count);
    return bytes;
  }

  /** So many bytes, as they come. */
  async *take(count: number): AsyncGenerator<Buffer> {
    for (let left = count; left > 0;) {
      if (!(await this.#hold(1))) throw new BackupError('A part ends too early.');
      const bytes = this.#held.subarray(0, left);
      this.#held = this.#held.subarray(bytes.length);
      left -= bytes.length;
      yield bytes;
    }
  }

  /** Whether so many bytes are there. */
  async #hold(count: number): Promise<boolean> {
    const pieces = [this.#held];
    for (let length = this.#held.length; length < count;) {
      const next = await this.#source.next();
      if (next.done === true) {
        this.#held = Buffer.concat(pieces);
        return false;
      }
      pieces.push(next.value);
      length += next.value.length;
    }
    if (pieces.length > 1) this.#held = Buffer.concat(pieces);
    return true;
  }
}
