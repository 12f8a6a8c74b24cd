import type { Client } from '@temporalio/client';
import { z } from 'zod';
import {
  backupRepository,
  deleteBackup,
  presentBackup,
  readBackup,
  startBackup,
  type BackupSettings,
} from '../../backups/index.js';
import { Backup, ListBackups, StartBackup } from '../../contracts/backups.contract.js';
import { Empty, parseSort } from '../../contracts/common.contract.js';
import type { JobStarter } from '../../jobs/index.js';
import { accepted, done, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', tag: 'Administration', access: 'admin', limit: 'admin' } as const;

export const createBackupRoutes = ({
  settings,
  starter,
  temporal,
}: {
  settings: BackupSettings;
  starter: JobStarter;
  temporal: Client;
}) => [
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/admin/backups',
    summary: 'Back up the installation',
    description:
      'Starts a job that writes everything of all organisations into a folder, encrypted: documents of one moment, vectors and originals. The job can be followed, paused, resumed and cancelled at `/api/v1/jobs/{id}`, in the organisation of who asked. One is made at a time.',
    idempotent: true,
    request: { body: StartBackup },
    responses: { 202: Backup },
    errors: ['CONFLICT', 'SERVICE_UNAVAILABLE'],
    handler: async ({ actor, body: input }) =>
      accepted(presentBackup(await startBackup({ actor, input, settings, starter }))),
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/admin/backups',
    summary: 'List backups',
    paginated: true,
    request: { query: ListBackups },
    responses: { 200: z.array(Backup) },
    handler: async ({ query }) => {
      const { items, total } = await backupRepository.systemList({ ...query, sort: parseSort(query.sort) });
      return page(items.map(presentBackup), total, query);
    },
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/admin/backups/:backupId',
    summary: 'Get a backup',
    responses: { 200: Backup },
    errors: ['NOT_FOUND'],
    handler: async ({ params }) => ok(presentBackup(await readBackup(params.backupId))),
  }),
  defineRoute({
    ...common,
    method: 'DELETE',
    path: '/api/v1/admin/backups/:backupId',
    summary: 'Delete a backup',
    description: 'Its files are removed within seconds. One that is being made is cancelled.',
    responses: { 200: Empty },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => {
      await deleteBackup({ actor, id: params.backupId, temporal });
      return done('The backup is deleted');
    },
  }),
];
