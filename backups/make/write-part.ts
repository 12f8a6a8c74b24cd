import { rm } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { requireBackupKey, type BackupContext } from '../backup-context.js';
import type { BackupDocument } from '../backup.model.js';
import type { BackupPartDocument } from '../backup-part.model.js';
import { backupPartRepository } from '../backup-part.repository.js';
import { backupKeysOf } from '../format/backup-keys.js';
import type { Section } from '../format/frames.js';
import type { ManifestPart } from '../format/manifest.js';
import { createPart, type PartWriter } from '../format/part-writer.js';
import { writeSource } from './write-sources.js';

export const folderOf = ({ directory }: { directory: string }, backupId: string): string =>
  join(directory, backupId);

/**
 * Writes one step of a backup; a step that was written already is left alone. What was half written by who was lost is not gone on with:
 * the step is written anew. @throws SnapshotLost when the documents of that moment can be read no more, or the signal's reason
 */
export async function writeBackupPart(
  backup: BackupDocument,
  part: BackupPartDocument,
  { context, signal }: { context: BackupContext; signal: AbortSignal },
): Promise<void> {
  const { snapshot } = backup;
  if (part.files || !snapshot) return;
  const { settings, vectors, blobs } = context;
  const folder = folderOf(settings, backup._id);
  const files = createFiles({
    ...{ folder, backupId: backup._id, position: part.position, most: settings.partBytes * 2 },
    keys: backupKeysOf(requireBackupKey(settings), backup.salt),
  });
  let isOurs = false;
  try {
    let missingOriginals = 0;
    for (const source of part.sources)
      missingOriginals += await writeSource(source, {
        ...{ into: files.into, snapshot, vectors, blobs, signal },
      });
    const written = await files.finish();
    isOurs = await backupPartRepository.systemWritten(part._id, { files: written, missingOriginals });
  } finally {
    if (!isOurs) await files.remove();
  }
}

/** Files one after the other: a next one is begun where one is full. */
function createFiles({
  most,
  position,
  ...options
}: Omit<Parameters<typeof createPart>[0], 'position'> & { position: number; most: number }) {
  const finished: ManifestPart[] = [];
  let writer: PartWriter | undefined;
  let current: Section | undefined;
  const finish = async (): Promise<ManifestPart[]> => {
    if (writer) finished.push(await writer.finish());
    writer = current = undefined;
    return finished;
  };
  const nameOf = (index: number): string =>
    `p${String(position + 1).padStart(5, '0')}${index === 0 ? '' : `-${index + 1}`}`;
  return {
    finish,
    async into(section: Section): Promise<PartWriter> {
      if (writer && writer.size >= most) await finish();
      writer ??= await createPart({ ...options, position: nameOf(finished.length) });
      if (section !== current && !isDeepStrictEqual(section, current)) await writer.section(section);
      current = section;
      return writer;
    },
    async remove(): Promise<void> {
      await writer?.abandon();
      for (const { name } of finished) await rm(join(options.folder, name), { force: true });
    },
  };
}
