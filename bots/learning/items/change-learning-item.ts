import type { Actor } from '../../../accounts/index.js';
import type { LearningStatus, UpdateLearningItem } from '../../../contracts/learning.contract.js';
import { conflict, invalid, notFound } from '../../../platform/errors/app-error.js';
import { normalizedInput } from '../../training/datasets/normalized-input.js';
import type { LearningItemDocument } from './learning-item.model.js';
import { requireLearningItem } from './learning-item.policy.js';
import { learningItemRepository } from './learning-item.repository.js';
import { whatIsMissing } from './what-is-missing.js';

const open: LearningStatus[] = ['pending', 'approved', 'rejected'];

/**
 * Changes what a bot is to learn. @throws AppError NOT_FOUND, CONFLICT when it is applied, in a job's hands, or approved
 * and would lack something
 */
export async function updateLearningItem({
  actor,
  id,
  input,
}: {
  actor: Actor;
  id: string;
  input: UpdateLearningItem;
}): Promise<LearningItemDocument> {
  const item = await requireLearningItem(actor, id);
  const organizationId = actor.requireMembership('editor');
  const { question } = input;
  if (item.status === 'approved') assertWhole({ ...item, ...input });
  const changes = { ...input, ...(question ? { questionKey: normalizedInput(question) } : {}) };
  // What somebody has written himself was not proposed by anything.
  const origin = input.answer === undefined && input.intent === undefined ? {} : { origin: null };
  return changed(organizationId, item, { ...changes, ...origin });
}

/** Approves, rejects, or takes a decision back. @throws AppError NOT_FOUND, VALIDATION_ERROR, CONFLICT */
export async function changeLearningStatus({
  actor,
  id,
  status,
}: {
  actor: Actor;
  id: string;
  status: LearningStatus;
}): Promise<LearningItemDocument> {
  const item = await requireLearningItem(actor, id);
  const organizationId = actor.requireMembership('editor');
  if (status === 'applied')
    throw invalid(
      'body.status',
      'approve the item, and apply it with POST /chatbots/:chatbotId/learning/apply',
    );
  if (status === 'approved') assertWhole(item);
  const decidedBy = status === 'pending' ? null : actor.userId;
  return changed(organizationId, item, { status, decidedBy });
}

/** @throws AppError NOT_FOUND, CONFLICT when it is applied or in a job's hands */
export async function deleteLearningItem({ actor, id }: { actor: Actor; id: string }): Promise<void> {
  const item = await requireLearningItem(actor, id);
  const organizationId = actor.requireMembership('editor');
  if (await learningItemRepository.delete(organizationId, item._id)) return;
  throw await refusal(organizationId, item._id);
}

async function changed(
  organizationId: string,
  { _id }: LearningItemDocument,
  values: Partial<LearningItemDocument>,
): Promise<LearningItemDocument> {
  const item = await learningItemRepository.change(organizationId, _id, open, values);
  if (!item) throw await refusal(organizationId, _id);
  return item;
}

async function refusal(organizationId: string, id: string): Promise<Error> {
  const item = await learningItemRepository.find(organizationId, id);
  if (!item) return notFound('Learning item');
  return conflict(item.jobId ? 'A job is working on the item' : 'The item is applied: undo it first');
}

function assertWhole(item: Pick<LearningItemDocument, 'kind' | 'answer' | 'intent'>): void {
  const missing = whatIsMissing(item);
  if (missing) throw conflict(`The item lacks ${missing}: give it one first`);
}
