import type { Client } from '@temporalio/client';
import type { Erasure } from '../accounts/index.js';
import { briefly } from './briefly.js';
import { jobRepository, unfinished } from './job.repository.js';
import { tellWorkflow } from './tell-workflow.js';

/** Ends the jobs of an organisation that is deleted; its records of them may go when nothing is at work any more. */
export const createJobsErasure = ({ temporal }: { temporal: Client }): Erasure => ({
  room: 'jobs',
  async erase(organizationId) {
    const open = await jobRepository.unfinishedOf(organizationId, 100);
    for (const job of open) {
      // Another deletion, asked for by an administrator of this organisation: it ends by itself.
      if (job.kind === 'user-deletion' || job.cancelRequestedAt) continue;
      const values = { cancelRequestedAt: new Date(), stage: 'cancelling' };
      const asked = await jobRepository.change(organizationId, job._id, unfinished, values);
      // When Temporal does not answer, the sweep passes the wish on.
      if (asked) await briefly(tellWorkflow(temporal, asked, 'cancel'));
    }
    return open.length === 0;
  },
});
