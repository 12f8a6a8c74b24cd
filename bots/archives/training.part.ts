import { z } from 'zod';
import { CreateDataset, type NewExample } from '../../contracts/training-datasets.contract.js';
import { storeExamples } from '../training/datasets/add-examples.js';
import { datasetRepository } from '../training/datasets/dataset.repository.js';
import type { ExampleDocument } from '../training/datasets/example.model.js';
import { exampleRepository } from '../training/datasets/example.repository.js';
import { contentLimits } from './content-limits.js';
import { definePart } from './archive-part.js';
import { withoutNulls } from './without-nulls.js';

type Dataset = z.output<typeof CreateDataset>;

const Datasets = z
  .array(CreateDataset)
  .max(1_000)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two have the same name');

/** What a bot is trained with; what it has learned from it is learned again. */
export const trainingPart = definePart({
  name: 'training',
  schema: Datasets,
  async read({ organizationId, _id, intentModelId }) {
    const [value, notes]: [Dataset[], string[]] = [[], []];
    let left: number = contentLimits.examplesBytes;
    for (const dataset of await datasetRepository.ofChatbot(organizationId, _id)) {
      const { name, description } = dataset;
      const { examples, bytes } = await examplesOf(organizationId, dataset._id, left);
      if (bytes > left) {
        notes.push(`The training dataset ${name} is too large to go along and was left out`);
        continue;
      }
      left -= bytes;
      value.push({ ...withoutNulls({ name, description }), examples });
    }
    if (intentModelId)
      notes.push(
        'The bot was trained: a training session with its datasets makes it recognise intents again',
      );
    return { value, notes };
  },
  async create(datasets, { actor, organizationId, chatbotId }) {
    for (const { name, description = null, examples = [] } of datasets) {
      const values = { chatbotId, name, description, createdBy: actor.userId };
      const { _id } = await datasetRepository.insert(organizationId, values);
      if (examples.length > 0) await storeExamples(organizationId, _id, examples);
    }
  },
});

/** All of them, unless they need more than `most` bytes. */
async function examplesOf(organizationId: string, datasetId: string, most: number) {
  const examples: NewExample[] = [];
  let bytes = 0;
  for await (const document of exampleRepository.whole(organizationId, datasetId)) {
    const example = asSent(document);
    examples.push(example);
    bytes += Buffer.byteLength(JSON.stringify(example, null, 2)) * 1.5;
    if (bytes > most) break;
  }
  return { examples, bytes };
}

const asSent = ({ input, output, intent, outOfScope, entities, metadata }: ExampleDocument): NewExample => ({
  ...withoutNulls({ input, output }),
  ...(outOfScope ? { intent: null } : withoutNulls({ intent })),
  ...(entities.length > 0 ? { entities } : {}),
  ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
});
