import { derivedId } from '../../platform/ids.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import type { BackupContext } from '../backup-context.js';
import type { BackupDocument } from '../backup.model.js';
import { backupRepository } from '../backup.repository.js';
import type { BackupPartDocument, Source } from '../backup-part.model.js';
import { backupPartRepository } from '../backup-part.repository.js';
import { collectionNames, planDocuments, type Sized } from './plan-documents.js';
import { planOriginals } from './plan-originals.js';
import { planPoints } from './plan-points.js';
import { readAt, takeSnapshot } from './snapshot.js';

export type PlannedPart = Pick<BackupPartDocument, '_id' | 'title'>;

/**
 * Fixes the moment that a backup is of, and the steps in which it is written: documents first, as the database forgets that moment,
 * then points and originals. Begun anew it begins with another moment.
 */
export async function planBackup(
  { _id: backupId }: BackupDocument,
  { settings: { partBytes }, vectors }: BackupContext,
  /** Stored with the plan, or not at all. */
  noteParts: (parts: PlannedPart[]) => Promise<void> = async () => undefined,
): Promise<PlannedPart[]> {
  await backupPartRepository.systemDeleteOf(backupId);
  // Before the moment: what was made after it could not be read.
  const names = await collectionNames();
  const snapshot = await takeSnapshot();
  const planned: PlannedPart[] = [];
  const add = async (sources: Source[]): Promise<void> => {
    const position = planned.length;
    const part = { _id: derivedId(backupId, position), title: titleOf(sources) };
    await backupPartRepository.systemInsert([{ ...part, backupId, position, sources }]);
    planned.push(part);
  };
  for (const each of [
    documentsOf(names, { snapshot, partBytes }),
    planPoints({ snapshot, vectors, partBytes }),
    planOriginals({ snapshot, partBytes }),
  ])
    for await (const sources of packed(each, partBytes)) await add(sources);
  const migrations: string[] = [];
  for await (const { _id } of readAt<{ _id: string }>(snapshot, { find: 'migrations', sort: { _id: 1 } }))
    migrations.push(_id);
  await withTransaction(async () => {
    await noteParts(planned);
    await backupRepository.systemPlanned(backupId, { snapshot, migrations });
  });
  return planned;
}

async function* documentsOf(
  names: string[],
  options: Parameters<typeof planDocuments>[1],
): AsyncGenerator<Sized> {
  yield { source: { kind: 'catalog' }, bytes: 0 };
  for (const name of names) yield* planDocuments(name, options);
}

/** So many one after the other that they are a part together. */
async function* packed(sized: AsyncIterable<Sized>, partBytes: number): AsyncGenerator<Source[]> {
  let [sources, total]: [Source[], number] = [[], 0];
  for await (const { source, bytes } of sized) {
    if (sources.length > 0 && total + bytes > partBytes) {
      yield sources;
      [sources, total] = [[], 0];
    }
    sources.push(source);
    total += bytes;
  }
  if (sources.length > 0) yield sources;
}

/** For who looks at the job's items. */
function titleOf(sources: readonly Source[]): string {
  const [first] = sources;
  if (first?.kind === 'points') return 'vectors';
  if (first?.kind === 'originals') return 'originals';
  const names = sources.flatMap((source) => (source.kind === 'documents' ? [source.collection] : []));
  return names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ');
}
