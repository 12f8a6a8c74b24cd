import { Schema } from 'mongoose';
import type mongoose from 'mongoose';
import { backupStatuses, type BackupResult, type BackupStatus } from '../contracts/backups.contract.js';
import { newId } from '../platform/ids.js';
import { defineModel } from '../platform/mongo/define-model.js';

/** The moment of the database that a backup is of. */
export interface Snapshot {
  clusterTime: mongoose.mongo.Timestamp;
  at: Date;
}

/** A backup of the installation: it belongs to no organisation. */
export interface BackupDocument {
  _id: string;
  /** `null`: the command line makes it. */
  jobId: string | null;
  createdBy: string | null;
  note: string | null;
  status: BackupStatus;
  /** True while it is being made, absent otherwise: one at a time. */
  active?: boolean;
  /** Its keys are derived with it. */
  salt: string;
  /** `null` until its parts are planned. */
  snapshot: Snapshot | null;
  /** How often it was begun anew because the database had forgotten the snapshot. */
  lostSnapshots: number;
  /** Of the database at that moment. */
  migrations: string[];
  error: string | null;
  result: BackupResult | null;
  /** It is to be removed, as soon as nobody makes it any more. */
  deletedAt: Date | null;
  /** Last sign of life of the command line that makes it. */
  aliveAt: Date | null;
  completedAt: Date | null;
  createdAt: Date;
}

const schema = new Schema<BackupDocument>(
  {
    _id: { type: String, default: newId },
    jobId: { type: String, default: null },
    createdBy: { type: String, default: null },
    note: { type: String, default: null },
    status: { type: String, enum: backupStatuses, default: 'running' },
    active: { type: Boolean },
    salt: { type: String, required: true },
    snapshot: { type: Schema.Types.Mixed, default: null },
    lostSnapshots: { type: Number, default: 0 },
    migrations: { type: [String], default: [] },
    error: { type: String, default: null },
    result: { type: Schema.Types.Mixed, default: null },
    deletedAt: { type: Date, default: null },
    aliveAt: { type: Date, default: null },
    completedAt: { type: Date, default: null },
  },
  { timestamps: { createdAt: true, updatedAt: false }, versionKey: false },
);
schema.index({ createdAt: -1, _id: -1 });
schema.index({ jobId: 1 });
schema.index({ active: 1 }, { unique: true, partialFilterExpression: { active: true } });

export const BackupModel = defineModel<BackupDocument>('Backup', schema, 'backups');
