import type { BackupResult, BackupStatus } from '../contracts/backups.contract.js';
import type { Page, PageRequest, SortOrder } from '../contracts/common.contract.js';
import { paginate } from '../platform/mongo/paginate.js';
import { BackupModel, type BackupDocument, type Snapshot } from './backup.model.js';

/** Backups belong to the installation: nothing here has a tenant. */
export const backupRepository = {
  /** @throws a duplicate key while another one is active */
  systemInsert: async (
    values: Pick<BackupDocument, '_id' | 'jobId' | 'createdBy' | 'note' | 'salt' | 'aliveAt'>,
  ): Promise<BackupDocument> => (await new BackupModel({ ...values, active: true }).save()).toObject(),
  systemFind: (id: string): Promise<BackupDocument | null> =>
    BackupModel.findOne({ _id: id, deletedAt: null }).lean().exec(),
  /** Also one that is to be removed. */
  systemFindAny: (id: string): Promise<BackupDocument | null> => BackupModel.findById(id).lean().exec(),
  systemOfJob: (jobId: string): Promise<BackupDocument | null> =>
    BackupModel.findOne({ jobId }).lean().exec(),
  systemList: (request: PageRequest & { sort: SortOrder }): Promise<Page<BackupDocument>> =>
    paginate(BackupModel, { deletedAt: null }, request),
  systemPlanned: async (
    id: string,
    { snapshot, migrations }: { snapshot: Snapshot; migrations: string[] },
  ): Promise<void> => {
    await BackupModel.updateOne({ _id: id, active: true }, { $set: { snapshot, migrations } });
  },
  /** Its parts are to be planned anew, of a later moment; answers how often that was so. */
  systemLoseSnapshot: async (id: string): Promise<number> => {
    const changed = await BackupModel.findOneAndUpdate(
      { _id: id, active: true, snapshot: { $ne: null } },
      { $set: { snapshot: null }, $inc: { lostSnapshots: 1 } },
      { returnDocument: 'after' },
    )
      .lean()
      .exec();
    return changed?.lostSnapshots ?? 0;
  },
  /** Ends one that is active; what has ended stays as it is. */
  systemEnd: async (
    id: string,
    values: { status: BackupStatus; result?: BackupResult; error?: string },
  ): Promise<void> => {
    await BackupModel.updateOne(
      { _id: id, active: true },
      { $set: { ...values, completedAt: new Date(), aliveAt: null }, $unset: { active: 1 } },
    );
  },
  /** Marks one to be removed; `null` when there is none any more. */
  systemMarkDeleted: (id: string): Promise<BackupDocument | null> =>
    BackupModel.findOneAndUpdate(
      { _id: id, deletedAt: null },
      { $set: { deletedAt: new Date() } },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),
  /** Those that nobody makes any more and that are to be removed. */
  systemToRemove: (): Promise<BackupDocument[]> =>
    BackupModel.find({ deletedAt: { $ne: null }, active: { $ne: true } })
      .limit(100)
      .lean()
      .exec(),
  /** Completed ones beyond the newest so many. */
  systemBeyond: (kept: number): Promise<BackupDocument[]> =>
    BackupModel.find({ status: 'completed', deletedAt: null })
      .sort({ createdAt: -1, _id: -1 })
      .skip(kept)
      .lean()
      .exec(),
  systemAlive: async (id: string): Promise<void> => {
    await BackupModel.updateOne({ _id: id, active: true }, { $set: { aliveAt: new Date() } });
  },
  /** Those that a command line was making which has not been heard of since. */
  systemAbandoned: (since: Date): Promise<BackupDocument[]> =>
    BackupModel.find({ active: true, jobId: null, aliveAt: { $lt: since } })
      .lean()
      .exec(),
  systemDelete: async (id: string): Promise<void> => {
    await BackupModel.deleteOne({ _id: id, active: { $ne: true } });
  },
};
