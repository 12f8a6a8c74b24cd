import type { Actor } from '../../../accounts/index.js';
import { jobRepository } from '../../../jobs/index.js';
import { conflict, notFound } from '../../../platform/errors/app-error.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { requireChatbot } from '../../chatbots/chatbot.policy.js';
import { evaluationResultRepository } from './result.repository.js';
import type { EvaluationRunDocument } from './run.model.js';
import { evaluationRunRepository } from './run.repository.js';

interface OfEvaluation {
  actor: Actor;
  chatbotId: string;
  id: string;
}

/** An evaluation of a chatbot that the actor may read. @throws AppError NOT_FOUND for any other id */
export async function requireEvaluation({
  actor,
  chatbotId,
  id,
}: OfEvaluation): Promise<EvaluationRunDocument> {
  const bot = await requireChatbot(actor, chatbotId);
  const run = await evaluationRunRepository.find(bot.organizationId, id);
  if (!run || run.chatbotId !== bot._id) throw notFound('Evaluation');
  return run;
}

/** Deletes an evaluation that has ended, with its answers. @throws AppError NOT_FOUND, CONFLICT while its job is not over */
export async function deleteEvaluation(of: OfEvaluation): Promise<void> {
  const { _id, jobId } = await requireEvaluation(of);
  const organizationId = of.actor.requireMembership('editor');
  const job = await jobRepository.find(organizationId, jobId);
  if (job && ['queued', 'running', 'paused'].includes(job.status))
    throw conflict('The evaluation is still running; cancel its job first');
  await withTransaction(async () => {
    if (!(await evaluationRunRepository.delete(organizationId, _id))) throw notFound('Evaluation');
    await evaluationResultRepository.deleteOfRun(organizationId, _id);
  });
}
