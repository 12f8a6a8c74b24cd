import type { Actor } from '../../../accounts/index.js';
import type { CreateDataset } from '../../../contracts/training-datasets.contract.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { requireChatbot } from '../../chatbots/chatbot.policy.js';
import { storeExamples } from './add-examples.js';
import type { DatasetDocument } from './dataset.model.js';
import { datasetRepository } from './dataset.repository.js';

/** Creates a dataset for a chatbot, with its first examples. @throws AppError NOT_FOUND, CONFLICT for a taken name */
export async function createDataset({
  actor,
  chatbotId,
  input,
}: {
  actor: Actor;
  chatbotId: string;
  input: CreateDataset;
}): Promise<DatasetDocument> {
  const { _id } = await requireChatbot(actor, chatbotId);
  const organizationId = actor.requireMembership('editor');
  const { name, description = null, examples = [] } = input;
  return withTransaction(async () => {
    const values = { chatbotId: _id, name, description, createdBy: actor.userId };
    const dataset = await datasetRepository.insert(organizationId, values);
    if (examples.length === 0) return dataset;
    await storeExamples(organizationId, dataset._id, examples);
    return (await datasetRepository.find(organizationId, dataset._id)) ?? dataset;
  });
}
