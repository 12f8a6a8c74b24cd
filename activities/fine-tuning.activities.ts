import {
  beginTuning,
  evaluateTuned,
  finishTuning,
  followTuning,
  prepareTuning,
  removeUploads,
} from '../bots/index.js';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import { jobItemRepository } from '../jobs/index.js';
import { AppError } from '../platform/errors/app-error.js';
import type { FineTuning, Gateway, TuningCharges } from '../providers/index.js';
import { isRefused, toldByProvider } from './told-by-provider.js';
import { createSessionWork } from './training-session-work.js';
import type { JobWorkDependencies } from './work-on-job.js';

export interface FineTuningActivityDependencies extends JobWorkDependencies {
  gateway: Gateway;
  /** Null when no provider is configured that does it. */
  fineTuning: () => FineTuning | null;
  charges: TuningCharges;
  pollSeconds: number;
}

/** The steps of a training session that a provider does the learning for; each may be repeated. */
export const createFineTuningActivities = ({
  gateway,
  fineTuning,
  charges,
  pollSeconds,
  ...dependencies
}: FineTuningActivityDependencies) => {
  const { run } = dependencies;
  const onSession = createSessionWork(dependencies);
  const client = (): FineTuning => {
    const present = fineTuning();
    if (!present) throw new AppError('VALIDATION_ERROR', 'OpenAI is not configured any more');
    return present;
  };
  return {
    async prepareFineTuning({ jobId }: JobInput): Promise<void> {
      return onSession(jobId, async ({ ref, token }, session) => {
        if (session.preparedAt) return;
        await run.note(ref, { stage: 'checking' });
        const [item] = await jobItemRepository.claim(jobId, token, 1);
        if (item) await prepareTuning({ session, token, jobItemId: item._id });
      });
    },

    async beginFineTuning({ jobId }: JobInput): Promise<void> {
      return onSession(jobId, async ({ ref, assertMayGoOn }, session) => {
        await run.note(ref, { stage: 'uploading' });
        await toldByProvider(() => beginTuning({ session, client: client(), charges, assertMayGoOn }));
      });
    },

    async followFineTuning({ jobId }: JobInput): Promise<{ isDone: boolean; waitMs: number }> {
      return onSession(jobId, async ({ ref, token }, session) => {
        const { isDone, stage } = await toldByProvider(() => followTuning(session, client(), charges));
        await run.note(ref, { stage });
        if (isDone) {
          const [item] = await jobItemRepository.claim(jobId, token, 1);
          if (item) await jobItemRepository.settle(token, [{ id: item._id, status: 'done' }]);
        }
        return { isDone, waitMs: Math.round(pollSeconds * 1_000) };
      });
    },

    async evaluateFineTuned({ jobId }: JobInput): Promise<{ left: number }> {
      return onSession(jobId, async ({ ref, signal, assertMayGoOn }, session) => {
        await run.note(ref, { stage: 'comparing' });
        return { left: await evaluateTuned({ session, gateway, signal, assertMayGoOn }) };
      });
    },

    async completeFineTuning({ jobId }: JobInput): Promise<JobCounts> {
      return onSession(jobId, async ({ ref, token }, session) => {
        const [item] = await jobItemRepository.claim(jobId, token, 1);
        if (item) await jobItemRepository.settle(token, [{ id: item._id, status: 'done' }]);
        const { _id: sessionId, outcome, version } = await finishTuning(session);
        await removeUploads(client(), session).catch((error: unknown) => {
          if (!isRefused(error)) throw error;
        });
        return run.complete(ref, { sessionId, outcome, version });
      });
    },
  };
};
