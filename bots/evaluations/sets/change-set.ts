import type { Actor } from '../../../accounts/index.js';
import type { UpdateEvaluationSet } from '../../../contracts/evaluations.contract.js';
import { conflict, notFound } from '../../../platform/errors/app-error.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { chatbotRepository } from '../../chatbots/chatbot.repository.js';
import { evaluationCaseRepository } from './evaluation-case.repository.js';
import type { EvaluationSetDocument } from './evaluation-set.model.js';
import { requireEvaluationSet } from './evaluation-set.policy.js';
import { evaluationSetRepository } from './evaluation-set.repository.js';

interface OfSet {
  actor: Actor;
  chatbotId: string;
  setId: string;
}

/** Renames or describes a set; `null` clears. @throws AppError NOT_FOUND, CONFLICT for a taken name */
export async function updateEvaluationSet({
  actor,
  chatbotId,
  setId,
  input,
}: OfSet & { input: UpdateEvaluationSet }): Promise<EvaluationSetDocument> {
  const { set } = await requireEvaluationSet(actor, chatbotId, setId);
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const updated = await evaluationSetRepository.update(actor.requireMembership('editor'), set._id, given);
  if (!updated) throw notFound('Evaluation set');
  return updated;
}

/**
 * Deletes a set with its questions; what was measured with it stays. @throws AppError NOT_FOUND, CONFLICT while the
 * chatbot requires it for publishing
 */
export async function deleteEvaluationSet({ actor, chatbotId, setId }: OfSet): Promise<void> {
  const { set } = await requireEvaluationSet(actor, chatbotId, setId);
  const organizationId = actor.requireMembership('editor');
  await withTransaction(async () => {
    // Whoever makes it a requirement at the same time has to see that it is gone.
    const bot = await chatbotRepository.holdContent(organizationId, chatbotId);
    if (bot?.evaluation?.setId === set._id)
      throw conflict('The chatbot requires an evaluation with this set for publishing');
    if (!(await evaluationSetRepository.delete(organizationId, set._id))) throw notFound('Evaluation set');
    await evaluationCaseRepository.deleteOfSets(organizationId, [set._id]);
  });
}

/** Deletes a question of a set. @throws AppError NOT_FOUND */
export async function deleteEvaluationCase({
  actor,
  chatbotId,
  setId,
  caseId,
}: OfSet & { caseId: string }): Promise<void> {
  const { set } = await requireEvaluationSet(actor, chatbotId, setId);
  const organizationId = actor.requireMembership('editor');
  await withTransaction(async () => {
    if (!(await evaluationCaseRepository.delete(organizationId, set._id, caseId)))
      throw notFound('Evaluation case');
    await evaluationSetRepository.hold(organizationId, set._id);
  });
}
