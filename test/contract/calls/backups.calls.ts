import type { Answer } from '../../helpers/client.js';
import { data, unique } from '../../helpers/given.js';
import { until } from '../../helpers/until.js';
import { sendCall } from '../send-call.js';
import type { Call, CallTable } from '../operation-calls.js';
import type { World } from '../world.js';

const path = '/api/v1/admin/backups';
/** There is one installation for all tests, and of it one backup at a time. */
const isBusy = ({ status, body }: Answer): boolean =>
  status === 409 && String(body.message).includes('already');
const start = (): Call => ({ body: { note: unique('Before the upgrade ') }, isBusy });

/** A completed one. */
async function made({ given }: World): Promise<string> {
  const admin = await given.admin();
  const { id } = data(await sendCall({ method: 'POST', path } as never, start(), admin), 202);
  await until(async () => data(await admin.get(`${path}/${id}`)).status === 'completed', {
    timeoutMs: 60_000,
  });
  return id as string;
}

export const backupCalls: CallTable = {
  'POST /api/v1/admin/backups': { call: start },
  'GET /api/v1/admin/backups': { call: () => ({ query: { limit: '20' } }) },
  'GET /api/v1/admin/backups/{backupId}': {
    call: async (world) => ({ params: { backupId: await made(world) } }),
  },
  'DELETE /api/v1/admin/backups/{backupId}': {
    call: async (world) => ({ params: { backupId: await made(world) } }),
  },
};
