import { NewExample } from '../../../contracts/training-datasets.contract.js';
import { exampleOf, storeExamples } from '../../training/datasets/add-examples.js';
import { datasetRepository } from '../../training/datasets/dataset.repository.js';
import { exampleRepository } from '../../training/datasets/example.repository.js';
import type { Learned, LearningItemDocument } from '../items/learning-item.model.js';
import type { LearningRunDocument } from '../jobs/learning-run.model.js';

type LearnedExample = Extract<Learned, { type: 'example' }>;

/**
 * Stores what an item teaches as an example; call it in the transaction that settles the item. An example of the same
 * input that has no answer yet gets this one.
 */
export async function storeLearnedExample(
  { organizationId, datasetId }: LearningRunDocument,
  { question: input, answer, intent }: LearningItemDocument,
): Promise<Omit<LearnedExample, 'type'> | { refused: string }> {
  const gone = { refused: 'The dataset of learned examples was deleted' };
  if (!datasetId || !(await datasetRepository.find(organizationId, datasetId))) return gone;
  const example = NewExample.parse({
    ...{ input, output: answer },
    // Left out, nothing is said about the intent; null would say that it is none of the bot's.
    ...(intent === null ? {} : { intent }),
  });
  const { _id: exampleId } = exampleOf(example, { organizationId, datasetId });
  const { added } = await storeExamples(organizationId, datasetId, [example]);
  if (added.length > 0) return { datasetId, exampleId, change: 'added' };
  const known = await exampleRepository.find(organizationId, datasetId, exampleId);
  if (!known || known.output === answer || answer === null) return { datasetId, exampleId, change: 'none' };
  if (known.output !== null)
    return { refused: 'The dataset of learned examples has another answer to this already; undo that first' };
  await exampleRepository.setOutput(organizationId, exampleId, answer);
  return { datasetId, exampleId, change: 'answered' };
}

/** Takes exactly that back; call it in the transaction that settles the item. */
export async function removeLearnedExample(
  organizationId: string,
  { datasetId, exampleId, change }: LearnedExample,
): Promise<void> {
  if (change === 'none' || !(await datasetRepository.hold(organizationId, datasetId))) return;
  if (change === 'added') await exampleRepository.delete(organizationId, datasetId, exampleId);
  else await exampleRepository.setOutput(organizationId, exampleId, null);
}
