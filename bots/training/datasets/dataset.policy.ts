import type { Actor } from '../../../accounts/index.js';
import { notFound } from '../../../platform/errors/app-error.js';
import type { DatasetDocument } from './dataset.model.js';
import { datasetRepository } from './dataset.repository.js';

/** Members read; editors change and delete. */
export const datasetPolicy = {
  read: (actor: Actor, dataset: DatasetDocument): boolean => actor.isMemberOf(dataset.organizationId),
};

/** The dataset when the actor may read it. @throws AppError NOT_FOUND for any other id */
export async function requireDataset(actor: Actor, id: string): Promise<DatasetDocument> {
  const dataset = await datasetRepository.find(actor.organizationId, id);
  if (!dataset || !datasetPolicy.read(actor, dataset)) throw notFound('Training dataset');
  return dataset;
}
