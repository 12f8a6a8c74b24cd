import { ApplicationFailure } from '@temporalio/activity';
import { trainingSessionRepository, type TrainingSessionDocument } from '../bots/index.js';
import type { JobDocument } from '../jobs/index.js';
import { AppError } from '../platform/errors/app-error.js';
import { workOnJob, type JobWork, type JobWorkDependencies } from './work-on-job.js';

export const sessionOf = async ({ organizationId, subject }: JobDocument) =>
  subject && trainingSessionRepository.find(organizationId, subject.id);

/** Works on a job's training session. */
export const createSessionWork =
  (dependencies: JobWorkDependencies) =>
  <T>(jobId: string, work: (part: JobWork, session: TrainingSessionDocument) => Promise<T>): Promise<T> =>
    workOnJob(dependencies, jobId, async (part) => {
      const session = await sessionOf(part.job);
      if (!session) throw ApplicationFailure.nonRetryable('the chatbot was deleted', 'InvalidInput');
      try {
        const result = await work(part, session);
        await part.tellProgress();
        return result;
      } catch (error) {
        if (error instanceof AppError && error.code === 'VALIDATION_ERROR')
          throw ApplicationFailure.nonRetryable(error.message, 'InvalidInput');
        throw error;
      }
    });
