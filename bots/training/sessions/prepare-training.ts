import { jobItemRepository, jobRepository } from '../../../jobs/index.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { derivedId } from '../../../platform/ids.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { detectLanguage } from '../../../platform/text/detect-language.js';
import { chatbotRepository } from '../../chatbots/chatbot.repository.js';
import type { TrainingExample } from '../classifier/training-example.js';
import { datasetRepository } from '../datasets/dataset.repository.js';
import { exampleRepository } from '../datasets/example.repository.js';
import { examplesNameOf } from '../models/intent-models.js';
import { storedBytesRepository } from '../store/stored-bytes.repository.js';
import { checkExamples } from './check-examples.js';
import type { TrainingSessionDocument } from './training-session.model.js';
import { trainingSessionRepository } from './training-session.repository.js';

/** Texts of one job item: as many as one call to an embedding server takes. */
export const textsPerItem = 96;
export const fitSubject = 'fit';
export const embedPrefix = 'embed-';

export interface PrepareTraining {
  session: TrainingSessionDocument;
  /** The model that texts in a language are embedded with. */
  embeddingFor: (language: string) => { model: string; dimensions: number };
  /** Holds the claim on the job item of this step. */
  token: string;
  jobItemId: string;
}

/**
 * Copies the examples of a session as they are now, checks them, and adds the work that is to be done to the job.
 * @throws AppError VALIDATION_ERROR saying what is missing
 */
export async function prepareTraining({
  session,
  embeddingFor,
  token,
  jobItemId,
}: PrepareTraining): Promise<void> {
  const { organizationId, chatbotId, jobId, _id } = session;
  const bot = await chatbotRepository.find(organizationId, chatbotId);
  if (!bot) throw new AppError('VALIDATION_ERROR', 'The chatbot was deleted');
  const examples = await readExamples(session);
  const { warnings } = checkExamples(examples);
  const embedding = embeddingFor(bot.language ?? (await usualLanguage(examples)));
  const name = examplesNameOf(_id);
  await storedBytesRepository.put({ organizationId, chatbotId, name }, Buffer.from(JSON.stringify(examples)));
  const batches = Math.ceil(examples.length / textsPerItem);
  await withTransaction(async () => {
    if (!(await jobRepository.hold(organizationId, jobId))) return;
    await jobItemRepository.append(organizationId, jobId, [
      ...Array.from({ length: batches }, (_, batch) => ({
        subjectId: `${embedPrefix}${batch}`,
        title: `Examples from ${batch * textsPerItem + 1} on`,
      })),
      { subjectId: fitSubject, title: 'The model' },
    ]);
    await trainingSessionRepository.update(organizationId, _id, {
      preparedAt: new Date(),
      embedding,
      warnings,
    });
    await jobItemRepository.settle(token, [{ id: jobItemId, status: 'done' }]);
  });
}

/** Each example once, in an order that follows from what they say. @throws AppError VALIDATION_ERROR for a deleted dataset */
export async function readExamples({
  organizationId,
  datasetIds,
}: Pick<TrainingSessionDocument, 'organizationId' | 'datasetIds'>): Promise<TrainingExample[]> {
  const found = new Map<string, TrainingExample>();
  const datasets = await datasetRepository.findMany(organizationId, datasetIds);
  if (datasets.length < datasetIds.length)
    throw new AppError('VALIDATION_ERROR', 'A dataset of this session was deleted');
  for (const datasetId of datasetIds) {
    for await (const example of exampleRepository.each(organizationId, datasetId)) {
      const { input, inputKey, intent, outOfScope, output, entities } = example;
      const id = derivedId(inputKey, outOfScope ? 'out' : `in ${intent ?? ''}`);
      if (!found.has(id)) found.set(id, { id, input, inputKey, intent, outOfScope, output, entities });
    }
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const sampleSize = 300;

/** The language of most inputs that tell theirs. */
export async function usualLanguage(examples: TrainingExample[]): Promise<string> {
  const counts = new Map<string, number>();
  for (const { input } of examples.slice(0, sampleSize)) {
    const language = await detectLanguage(input);
    if (language) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return most?.[0] ?? 'en';
}
