import type { Client } from '@temporalio/client';
import { jobRepository, resumeHeldJob, type JobNotices } from '../../jobs/index.js';
import type { LiveSettings } from '../settings/live-settings.js';
import { changeLedger } from './budget.repository.js';
import { fits, upToDate } from './budgets.js';
import { createLimits } from './limits.js';

/** Lets jobs go on that a budget put to rest, as soon as what they asked for fits again: a new day, or a higher limit. */
export async function resumeHeldJobs({
  settings,
  temporal,
  notices,
  now = new Date(),
}: {
  settings: Pick<LiveSettings, 'current'>;
  temporal: Client;
  notices: JobNotices;
  now?: Date;
}): Promise<void> {
  for (const job of await jobRepository.systemHeld()) {
    const { organizationId, _id: jobId, budgetHold } = job;
    const chatbotId = budgetHold?.chatbotId ?? undefined;
    // Asked for anew each time: what was remembered may be what has just been changed.
    const of = await createLimits(settings).of({ organizationId, chatbotId, jobId, feature: 'chat' }, now);
    const ledger = await changeLedger(organizationId, async (before) => ({
      ledger: null,
      result: await upToDate(organizationId, before, of, now),
    }));
    const fitsAgain = of.every(({ key, micros }) => fits(ledger, key, budgetHold?.micros ?? 0, micros));
    if (fitsAgain) await resumeHeldJob({ job, temporal, notices });
  }
}
