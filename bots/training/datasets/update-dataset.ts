import type { Actor } from '../../../accounts/index.js';
import type { UpdateDataset } from '../../../contracts/training-datasets.contract.js';
import { notFound } from '../../../platform/errors/app-error.js';
import type { DatasetDocument } from './dataset.model.js';
import { requireDataset } from './dataset.policy.js';
import { datasetRepository } from './dataset.repository.js';

/** Renames or describes a dataset; `null` clears. @throws AppError NOT_FOUND, CONFLICT for a taken name */
export async function updateDataset({
  actor,
  id,
  input,
}: {
  actor: Actor;
  id: string;
  input: UpdateDataset;
}): Promise<DatasetDocument> {
  const { _id } = await requireDataset(actor, id);
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const updated = await datasetRepository.update(actor.requireMembership('editor'), _id, given);
  if (!updated) throw notFound('Training dataset');
  return updated;
}
