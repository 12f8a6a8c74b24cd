import { TrainingConfig } from '../../../contracts/training.contract.js';
import { jobRepository, type JobStarter } from '../../../jobs/index.js';
import { derivedId } from '../../../platform/ids.js';
import { chatbotRepository } from '../../chatbots/chatbot.repository.js';
import { datasetRepository } from '../../training/datasets/dataset.repository.js';
import { exampleRepository } from '../../training/datasets/example.repository.js';
import { createSession } from '../../training/sessions/start-training.js';
import { trainingSessionRepository } from '../../training/sessions/training-session.repository.js';
import { changeContent } from '../../versions/record-version.js';
import { learningItemRepository } from '../items/learning-item.repository.js';
import type { LearningRunDocument } from '../jobs/learning-run.model.js';

/**
 * Trains a bot on what its model was trained on and what it has learned, when it has a model already or somebody asked for
 * it; after an undo only when the model knew of it. The session has an id of this job, so a repeat finds it.
 * @returns the session; `null` when there is none
 */
export async function trainLearned(run: LearningRunDocument, starter: JobStarter): Promise<string | null> {
  const { organizationId, chatbotId, createdBy, purpose, train, datasetId: learned } = run;
  const bot = await chatbotRepository.find(organizationId, chatbotId);
  if (!bot || !learned || train === false || !(await hasChanged(run))) return null;
  const modelId = bot.intentModelId ?? null;
  const former = modelId && (await trainingSessionRepository.ofModel(organizationId, chatbotId, modelId));
  const formerIds = former ? former.datasetIds : [];
  const knewIt = formerIds.includes(learned);
  if (!train && (purpose === 'undo' ? !knewIt : modelId === null)) return null;
  // What was learned comes first: of two examples of the same input and intent the first one counts.
  const datasetIds = await withExamples(organizationId, [...new Set([learned, ...formerIds])]);
  if (datasetIds.length === 0) return forgetModel(run, modelId);
  const id = derivedId('training', run._id, run.attempt);
  const known = await trainingSessionRepository.find(organizationId, id);
  const job = known
    ? await jobRepository.find(organizationId, known.jobId)
    : (
        await createSession({
          ...{ id, organizationId, chatbotId, createdBy, datasetIds },
          config: TrainingConfig.parse(former ? former.config : {}),
        })
      ).job;
  if (job?.startPending) await starter.start(job);
  return id;
}

/** Whether the job has changed the examples; an undo names the dataset only then. */
const hasChanged = async ({ organizationId, purpose, _id }: LearningRunDocument): Promise<boolean> =>
  purpose === 'undo' ||
  (await learningItemRepository.countApplied(organizationId, _id, ['example', 'correction'])) > 0;

/** Of these datasets, those that are there and have examples. */
async function withExamples(organizationId: string, ids: string[]): Promise<string[]> {
  const there = new Set((await datasetRepository.findMany(organizationId, ids)).map(({ _id }) => _id));
  const counts = await exampleRepository.countsOf(organizationId, ids);
  return ids.filter((id) => there.has(id) && (counts.get(id)?.total ?? 0) > 0);
}

/** The model knew nothing but what was taken back. */
async function forgetModel(run: LearningRunDocument, modelId: string | null): Promise<null> {
  const { organizationId, chatbotId, createdBy: actorId } = run;
  if (modelId !== null)
    await changeContent({ organizationId, chatbotId, actorId, reason: 'Took back what was learned' }, () =>
      chatbotRepository.update(organizationId, chatbotId, { intentModelId: null }),
    );
  return null;
}
