import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Readable, Transform } from 'node:stream';
import { OutboundError } from './outbound-error.js';

const decoders: Record<string, () => Transform> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

export const acceptedEncodings = 'gzip, deflate, br';

/**
 * A body, unpacked. What is unpacked counts, so that a small answer cannot become a large one; reading ends with the
 * first byte too many, and `cut` returns what came before it. @throws OutboundError `too-large`, `protocol`
 */
export async function readBody(
  body: Readable,
  { encoding, maxBytes, cut = false }: { encoding: string | undefined; maxBytes: number; cut?: boolean },
): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  const source = unpackedBody(body, encoding);
  try {
    for await (const part of source) {
      size += (part as Buffer).length;
      if (size > maxBytes && !cut)
        throw new OutboundError('too-large', `The answer is larger than ${megabytes(maxBytes)} MB`);
      parts.push(part as Buffer);
      if (size > maxBytes) break;
    }
  } finally {
    // Destroying what is not read to its end closes the connection.
    source.destroy();
    body.destroy();
  }
  return Buffer.concat(parts).subarray(0, maxBytes);
}

export const megabytes = (bytes: number): string =>
  (bytes / 1_000_000).toLocaleString('en', { maximumFractionDigits: 1 });

/** One encoding only: stacking them serves nobody but those who want to hide a size. @throws OutboundError `protocol` */
export function unpackedBody(body: Readable, encoding: string | undefined): Readable {
  const name = encoding?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity') return body;
  const decoder = decoders[name]?.();
  if (!decoder)
    throw new OutboundError('protocol', 'The answer is compressed in a way that is not supported');
  body.on('error', (error) => decoder.destroy(error));
  return body.pipe(decoder);
}
