import type { Actor } from '../../../accounts/index.js';
import {
  evaluationLimits,
  NewEvaluationCase,
  type CreateEvaluationSet,
} from '../../../contracts/evaluations.contract.js';
import { conflict, invalid } from '../../../platform/errors/app-error.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { requireChatbot } from '../../chatbots/chatbot.policy.js';
import type { RowFile } from '../../uploads/read-rows.js';
import { nothingValid, validRows } from '../../uploads/valid-rows.js';
import { rowsOf, storeCases } from './add-cases.js';
import type { EvaluationSetDocument } from './evaluation-set.model.js';
import { evaluationSetRepository } from './evaluation-set.repository.js';

/**
 * Creates a set of questions for a chatbot, with its first ones, which all have to be valid.
 * @throws AppError NOT_FOUND, VALIDATION_ERROR, CONFLICT for a taken name, or when there is no room
 */
export async function createEvaluationSet({
  actor,
  chatbotId,
  input,
  files,
}: {
  actor: Actor;
  chatbotId: string;
  input: CreateEvaluationSet;
  files: RowFile[];
}): Promise<EvaluationSetDocument> {
  const { _id } = await requireChatbot(actor, chatbotId);
  const organizationId = actor.requireMembership('editor');
  const { name, description = null } = input;
  if (input.cases && files.length > 0) throw invalid('body.cases', 'send either cases or files');
  const cases = input.cases ?? (await casesIn(files));
  return withTransaction(async () => {
    if ((await evaluationSetRepository.count(organizationId, _id)) >= evaluationLimits.setsOfChatbot)
      throw conflict(`A chatbot has ${evaluationLimits.setsOfChatbot} evaluation sets at most`);
    const values = { chatbotId: _id, name, description, createdBy: actor.userId };
    const set = await evaluationSetRepository.insert(organizationId, values);
    if (cases.length === 0) return set;
    await storeCases(organizationId, set._id, cases);
    return (await evaluationSetRepository.find(organizationId, _id, set._id)) ?? set;
  });
}

async function casesIn(files: RowFile[]): Promise<NewEvaluationCase[]> {
  if (files.length === 0) return [];
  const { valid, problems } = validRows(await rowsOf(files), NewEvaluationCase);
  if (problems.length > 0 || valid.length === 0) throw nothingValid(problems, 'cases');
  return valid;
}
