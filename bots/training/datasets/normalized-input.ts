import { createHash } from 'node:crypto';

/** An input as it counts for duplicates: case, accents' encoding, white space and closing marks make no difference. */
export const normalizedInput = (input: string): string =>
  input
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .replace(/[\s.!?。！？…]+$/u, '')
    .trim() || input.trim();

/** Stands for a normalised input wherever only sameness counts. */
export const inputKeyOf = (input: string): string =>
  createHash('sha256').update(normalizedInput(input)).digest('hex').slice(0, 32);
