import type { Actor } from '../../../accounts/index.js';
import { notFound } from '../../../platform/errors/app-error.js';
import { requireDataset } from './dataset.policy.js';
import { datasetRepository } from './dataset.repository.js';
import { exampleRepository } from './example.repository.js';

/** Deletes a dataset with its examples; what was learnt from them stays with the models. @throws AppError NOT_FOUND */
export async function deleteDataset({ actor, id }: { actor: Actor; id: string }): Promise<void> {
  const { _id } = await requireDataset(actor, id);
  const organizationId = actor.requireMembership('editor');
  if (!(await datasetRepository.delete(organizationId, _id))) throw notFound('Training dataset');
  await exampleRepository.deleteOfDatasets(organizationId, [_id]);
}

/** @throws AppError NOT_FOUND */
export async function deleteExample({
  actor,
  datasetId,
  id,
}: {
  actor: Actor;
  datasetId: string;
  id: string;
}): Promise<void> {
  const { _id } = await requireDataset(actor, datasetId);
  const organizationId = actor.requireMembership('editor');
  if (!(await exampleRepository.delete(organizationId, _id, id))) throw notFound('Training example');
}
