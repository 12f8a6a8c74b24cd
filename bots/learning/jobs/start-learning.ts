import type { Actor } from '../../../accounts/index.js';
import {
  mostApplied,
  type AcceptedApplication,
  type ApplyLearning,
  type GenerateLearning,
  type UndoLearning,
} from '../../../contracts/learning.contract.js';
import { createJob, type JobDocument, type JobStarter } from '../../../jobs/index.js';
import { conflict, notFound } from '../../../platform/errors/app-error.js';
import { newId } from '../../../platform/ids.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { requireChatbot } from '../../chatbots/chatbot.policy.js';
import { windowOf } from '../../insights/insight-window.js';
import type { LearningItemDocument } from '../items/learning-item.model.js';
import { learningItemRepository } from '../items/learning-item.repository.js';
import { learningRunRepository, type NewLearningRun } from './learning-run.repository.js';

interface Start {
  actor: Actor;
  chatbotId: string;
  starter: JobStarter;
}

/** Begins to propose learning items from a bot's conversations. @throws AppError NOT_FOUND, VALIDATION_ERROR */
export async function generateLearning({
  actor,
  chatbotId,
  starter,
  input,
}: Start & { input: GenerateLearning }): Promise<JobDocument> {
  const window = windowOf(input, { path: 'body' });
  const { _id } = await requireChatbot(actor, chatbotId);
  actor.requireMembership('editor');
  const id = newId();
  const run = { _id: id, chatbotId: _id, purpose: 'generate', ...window, limit: input.limit } as const;
  const items = [{ subjectId: 'collect', title: 'Reading the conversations' }];
  return starter.start(await withTransaction(() => storeJob(actor, run, items)));
}

/**
 * Begins to apply what is approved: everything, or what is named of it.
 * @throws AppError NOT_FOUND for an item that the bot does not have, CONFLICT when nothing is to be applied
 */
export async function applyLearning({
  actor,
  chatbotId,
  starter,
  input,
}: Start & { input: ApplyLearning }): Promise<AcceptedApplication> {
  const { _id } = await requireChatbot(actor, chatbotId);
  const organizationId = actor.requireMembership('editor');
  const { itemIds, train } = input;
  const { job, reserved, skipped } = await withTransaction(async () => {
    const jobId = newId();
    const wanted = itemIds ?? (await learningItemRepository.approvedIds(organizationId, _id, mostApplied));
    const ids = [...new Set(wanted)];
    const known = await learningItemRepository.findMany(organizationId, _id, ids);
    if (known.length < ids.length) throw notFound('Learning item');
    const reserved = await learningItemRepository.reserve(organizationId, { ids, jobId, status: 'approved' });
    const taken = new Set(reserved.map((item) => item._id));
    const skipped = known
      .filter((item) => !taken.has(item._id))
      .map((item) => ({ id: item._id, reason: reasonOf(item) }));
    if (reserved.length === 0) throw nothingToApply(skipped);
    const run = { _id: jobId, chatbotId: _id, purpose: 'apply', train: train ?? null } as const;
    return { job: await storeJob(actor, run, reserved.map(asJobItem)), reserved, skipped };
  });
  await starter.start(job);
  return { jobId: job._id, itemIds: reserved.map((item) => item._id), skipped };
}

/** Begins to take back what was learned from an item. @throws AppError NOT_FOUND, CONFLICT when it is not applied */
export async function undoLearning({
  actor,
  chatbotId,
  learningId,
  starter,
  input: { train },
}: Start & { learningId: string; input: UndoLearning }): Promise<JobDocument> {
  const { _id } = await requireChatbot(actor, chatbotId);
  const organizationId = actor.requireMembership('editor');
  const job = await withTransaction(async () => {
    const jobId = newId();
    const [item] = await learningItemRepository.findMany(organizationId, _id, [learningId]);
    if (!item) throw notFound('Learning item');
    const ids = [learningId];
    const [reserved] = await learningItemRepository.reserve(organizationId, {
      ids,
      jobId,
      status: 'applied',
    });
    if (!reserved) throw conflict(item.jobId ? 'A job is working on the item' : 'The item is not applied');
    const run = { _id: jobId, chatbotId: _id, purpose: 'undo', train: train ?? null } as const;
    return storeJob(actor, run, [asJobItem(reserved)]);
  });
  return starter.start(job);
}

const asJobItem = ({ _id, question }: LearningItemDocument) => ({
  subjectId: _id,
  title: question.slice(0, 200),
});

const reasonOf = ({ status, jobId }: LearningItemDocument): string =>
  jobId
    ? 'a job is working on it'
    : status === 'applied'
      ? 'it is applied already'
      : `it is ${status}, not approved`;

function nothingToApply(skipped: { id: string; reason: string }[]): Error {
  const [first] = skipped;
  return conflict(first ? `Nothing is applied: ${first.reason}` : 'No item is approved');
}

async function storeJob(
  actor: Actor,
  run: Omit<NewLearningRun, 'createdBy'>,
  items: { subjectId: string; title: string }[],
): Promise<JobDocument> {
  const { organizationId, userId: createdBy } = actor;
  await learningRunRepository.insert(organizationId, { ...run, createdBy });
  return createJob({
    ...{ id: run._id, organizationId, createdBy, items },
    kind: 'learning',
    purpose: run.purpose,
    subject: { type: 'chatbot', id: run.chatbotId },
  });
}
