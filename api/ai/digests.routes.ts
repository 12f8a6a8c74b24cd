import { DigestAnswer, MakeDigest } from '../../contracts/ai/digest.contract.js';
import { createDigest, digestAnswer } from '../../insights/index.js';
import { restsForBudget, waitForJob, type JobNotices, type JobStarter } from '../../jobs/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import { ok } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

/** Requests with many messages. */
const bodyLimit = 10_000_000;
/** Longer nobody waits for an answer; the digest is made all the same. */
const longestWaitMs = 600_000;

export const createDigestRoutes = ({
  starter,
  notices,
  shutdown,
}: {
  starter: JobStarter;
  notices: JobNotices;
  shutdown: AbortSignal;
}) => [
  defineRoute({
    surface: 'ai',
    tag: 'Digests',
    access: 'user',
    organizationRole: 'viewer',
    limit: 'summarization',
    method: 'POST',
    path: '/api/ai/digest',
    summary: 'Make a digest of a channel',
    description:
      'Of up to 1,000 messages, by a job that the request waits for: whoever loses the connection repeats it with the same Idempotency-Key. At a limit of the budget the answer is 402, and the job makes the digest as soon as there is money. It is stored and told to webhooks (`digest.completed`); the messages are not kept.',
    idempotent: true,
    request: { body: MakeDigest, bodyLimit },
    responses: { 200: DigestAnswer },
    errors: ['BUDGET_EXCEEDED', 'SERVICE_UNAVAILABLE'],
    sentences: { SERVER_ERROR: 'Summarization failed' },
    handler: async ({ actor, body, idempotencyKey }) => {
      const job = await createDigest({ actor, input: body, starter, idempotencyKey });
      // Not until the client leaves: what is made meanwhile is kept for its repeat.
      const ended = await waitForJob({ job, notices, timeoutMs: longestWaitMs, signal: shutdown });
      if (!ended)
        throw new AppError('SERVICE_UNAVAILABLE', `The digest is still being made, by job ${job._id}`, {
          retryAfter: 5,
        });
      if (restsForBudget(ended))
        throw new AppError(
          'BUDGET_EXCEEDED',
          `${ended.waiting?.reason ?? 'The budget is used up'}, by job ${job._id}`,
        );
      return ok(await digestAnswer(ended));
    },
  }),
];
