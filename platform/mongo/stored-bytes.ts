import type { mongo } from 'mongoose';

/** Read without mongoose's documents, a buffer is the driver's `Binary`. */
export const storedBytes = (stored: unknown): Uint8Array =>
  Buffer.isBuffer(stored) ? stored : (stored as mongo.Binary).value();

/** A vector of 32-bit floats that was stored as bytes. */
export const storedVector = (stored: unknown): Float32Array =>
  new Float32Array(Uint8Array.from(storedBytes(stored)).buffer);
