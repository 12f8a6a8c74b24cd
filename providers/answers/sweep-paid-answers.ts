import { jobRepository } from '../../jobs/index.js';
import { countLost } from './lost-call.js';
import { paidAnswerRepository } from './paid-answer.repository.js';

/** No call takes so long; afterwards its process has died. */
const longestCallMs = 900_000;

/**
 * Removes answers that are kept for jobs which have ended, after what was lost on its way is in the ledger. A job forgets its own at
 * its end; a worker that was cut off meanwhile may have left some.
 */
export async function sweepPaidAnswers(now = new Date()): Promise<void> {
  const jobIds = await paidAnswerRepository.systemJobs();
  const open = await jobRepository.systemUnfinishedOf(jobIds);
  const ended = jobIds.filter((id) => !open.has(id));
  const before = new Date(now.getTime() - longestCallMs);
  for (const { _id, jobId, context, asked } of await paidAnswerRepository.systemUnsettled(ended, before))
    for (const request of asked)
      if (request.at < before) await countLost({ id: _id, context: { ...context, jobId } }, request);
  await paidAnswerRepository.systemForgetJobs(ended);
}
