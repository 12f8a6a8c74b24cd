import type { ManifestPart } from './format/manifest.js';
import { BackupPartModel, type BackupPartDocument } from './backup-part.model.js';

export const backupPartRepository = {
  systemInsert: async (parts: Omit<BackupPartDocument, 'files' | 'missingOriginals'>[]): Promise<void> => {
    await BackupPartModel.insertMany(parts);
  },
  systemFind: (id: string): Promise<BackupPartDocument | null> => BackupPartModel.findById(id).lean().exec(),
  systemNext: (backupId: string): Promise<BackupPartDocument | null> =>
    BackupPartModel.findOne({ backupId, files: null }).sort({ position: 1 }).lean().exec(),
  /** What the steps are and whether they are done, in their order, without what they are made of. */
  systemList: (backupId: string): Promise<Omit<BackupPartDocument, 'sources'>[]> =>
    BackupPartModel.find({ backupId }, { sources: 0 })
      .sort({ position: 1 })
      .lean<Omit<BackupPartDocument, 'sources'>[]>()
      .exec(),
  /** False when somebody else has written it before: their files count, and these are of no use. */
  systemWritten: async (
    id: string,
    { files, missingOriginals }: { files: ManifestPart[]; missingOriginals: number },
  ): Promise<boolean> => {
    const written = await BackupPartModel.updateOne(
      { _id: id, files: null },
      { $set: { files, missingOriginals } },
    );
    return written.matchedCount === 1;
  },
  systemDeleteOf: async (backupId: string): Promise<void> => {
    await BackupPartModel.deleteMany({ backupId });
  },
};
