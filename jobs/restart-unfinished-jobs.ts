import { jobRepository } from './job.repository.js';

/**
 * For a database that was restored: Temporal knows nothing of its unfinished jobs, or something that is over. Each waits for a new
 * run, which goes on with what is left; those that only the former installation could finish end. Answers how many wait.
 */
export const restartUnfinishedJobs = (): Promise<number> => jobRepository.systemRestartUnfinished(['backup']);
