import {
  outOfScopeNames,
  type Dataset,
  type Example,
} from '../../../contracts/training-datasets.contract.js';
import type { DatasetDocument } from './dataset.model.js';
import type { ExampleDocument } from './example.model.js';
import { exampleRepository, noExamples } from './example.repository.js';

/** Datasets with the counts of their examples. */
export async function presentDatasets(
  organizationId: string,
  datasets: DatasetDocument[],
): Promise<Dataset[]> {
  const counts = await exampleRepository.countsOf(
    organizationId,
    datasets.map(({ _id }) => _id),
  );
  return datasets.map((dataset) => ({
    id: dataset._id,
    chatbotId: dataset.chatbotId,
    name: dataset.name,
    description: dataset.description,
    examples: counts.get(dataset._id) ?? noExamples,
    createdBy: dataset.createdBy,
    createdAt: dataset.createdAt.toISOString(),
    updatedAt: dataset.updatedAt.toISOString(),
  }));
}

export const presentDataset = async (dataset: DatasetDocument): Promise<Dataset | undefined> =>
  (await presentDatasets(dataset.organizationId, [dataset]))[0];

export const presentExample = (example: ExampleDocument): Example => ({
  id: example._id,
  input: example.input,
  output: example.output,
  intent: example.intent,
  outOfScope: example.outOfScope,
  entities: example.entities.map(({ start, end, type, value }) => ({ start, end, type, value })),
  metadata: example.metadata,
  createdAt: example.createdAt.toISOString(),
});

/** Whether a name stands for what belongs to no intent. */
export const isOutOfScope = (intent: string | null): boolean =>
  intent === null || outOfScopeNames.includes(intent.toLowerCase());
