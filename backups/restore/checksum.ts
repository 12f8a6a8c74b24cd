import { createHash } from 'node:crypto';

const modulus = 1n << 256n;

/**
 * Counts pieces and tells whether two collections hold the same ones, whatever their order: the sum of their SHA-256, modulo 2^256.
 * It finds what was lost or changed; what somebody forges is found by the seals of the parts.
 */
export class Checksum {
  count = 0;
  #sum = 0n;

  add(bytes: Uint8Array): void {
    const digest = createHash('sha256').update(bytes).digest('hex');
    this.#sum = (this.#sum + BigInt(`0x${digest}`)) % modulus;
    this.count += 1;
  }

  get value(): string {
    return this.#sum.toString(16).padStart(64, '0');
  }

  equals(other: Checksum): boolean {
    return this.count === other.count && this.value === other.value;
  }
}
