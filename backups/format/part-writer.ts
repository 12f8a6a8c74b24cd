import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip, constants } from 'node:zlib';
import type { BackupKeys } from './backup-keys.js';
import { documentFrame, originalHead, sectionFrame, type Original, type Section } from './frames.js';
import type { ManifestPart } from './manifest.js';
import { sealPart } from './seal-part.js';

/** Takes the content of one part: packs, encrypts and stores it while it comes. */
export interface PartWriter {
  section(section: Section): Promise<void>;
  document(bytes: Uint8Array): Promise<void>;
  /** What a collection is made of, as a document. */
  catalogEntry(bytes: Uint8Array): Promise<void>;
  /** A point of the section's collection, as a document. */
  point(bytes: Uint8Array): Promise<void>;
  /** `path` is read now. @throws Error with code `ENOENT` when it went meanwhile; nothing of it was written then */
  original(original: Omit<Original, 'size'>, path: string): Promise<void>;
  /** Bytes of content so far. */
  readonly size: number;
  /** Completes the file; only then does it have its name. */
  finish(): Promise<ManifestPart>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

/**
 * Begins a part. Its name ends with random digits, so that whoever writes it a second time after a worker was lost never
 * writes over the file of the first. @param position such as `p00001`
 */
export async function createPart({
  folder,
  backupId,
  position,
  keys,
}: {
  folder: string;
  backupId: string;
  position: string;
  keys: BackupKeys;
}): Promise<PartWriter> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = `${position}.${randomBytes(4).toString('hex')}.part`;
  const temporary = join(folder, `${name}.tmp`);
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  const [file, content] = [createHash('sha256'), createHash('sha256')];
  const counts = { documents: 0, points: 0, originals: 0 };
  let [bytes, contentBytes] = [0, 0];
  const stored = pipeline(
    gzip,
    (source: AsyncIterable<Buffer>) => sealPart(source, { key: keys.parts, identity: { backupId, name } }),
    async function* measured(source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        file.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    },
    createWriteStream(temporary, { mode: 0o600, flush: true }),
  );
  // Told to whoever writes or finishes next.
  stored.catch(() => undefined);
  const write = async (chunk: Uint8Array): Promise<void> => {
    content.update(chunk);
    contentBytes += chunk.length;
    if (!gzip.write(chunk)) await Promise.race([once(gzip, 'drain'), stored]);
  };
  return {
    section: (section) => write(sectionFrame(section)),
    async document(document) {
      await write(documentFrame(document));
      counts.documents += 1;
    },
    catalogEntry: (entry) => write(documentFrame(entry)),
    async point(document) {
      await write(documentFrame(document));
      counts.points += 1;
    },
    async original(original, path) {
      // What is open stays readable, even if it is deleted now.
      const source = await open(path);
      try {
        const { size } = await source.stat();
        await write(originalHead({ ...original, size }));
        let read = 0;
        for await (const chunk of source.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
          read += chunk.length;
          await write(chunk);
        }
        if (read !== size) throw new Error(`an original changed while it was read: ${original.sha256}`);
      } finally {
        await source.close();
      }
      counts.originals += 1;
    },
    get size() {
      return contentBytes;
    },
    async finish() {
      gzip.end();
      await stored;
      await rename(temporary, join(folder, name));
      return {
        ...{ name, bytes, sha256: file.digest('hex'), contentBytes, contentSha256: content.digest('hex') },
        ...counts,
      };
    },
    async abandon() {
      gzip.destroy();
      await stored.catch(() => undefined);
      await rm(temporary, { force: true });
    },
  };
}
