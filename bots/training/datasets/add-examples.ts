import type { Actor } from '../../../accounts/index.js';
import {
  maxExamples,
  NewExample,
  type AddedExamples,
} from '../../../contracts/training-datasets.contract.js';
import { AppError, invalid, notFound } from '../../../platform/errors/app-error.js';
import { derivedId } from '../../../platform/ids.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import {
  jsonList,
  readRows,
  type RowFile,
  type RowFormat,
  type UploadedRow,
} from '../../uploads/read-rows.js';
import { mostReported, nothingValid, validRows } from '../../uploads/valid-rows.js';
import { requireDataset } from './dataset.policy.js';
import { isOutOfScope } from './dataset.presenter.js';
import { datasetRepository } from './dataset.repository.js';
import type { ExampleDocument } from './example.model.js';
import { exampleRepository } from './example.repository.js';
import { inputKeyOf } from './normalized-input.js';

export interface AddExamplesOptions {
  actor: Actor;
  datasetId: string;
  examples?: unknown[];
  files: RowFile[];
}

const format: RowFormat = {
  list: 'examples',
  columns: {
    input: 'input',
    text: 'input',
    question: 'input',
    utterance: 'input',
    output: 'output',
    answer: 'output',
    response: 'output',
    intent: 'intent',
    label: 'intent',
    category: 'intent',
    entities: 'entities',
  },
  required: 'input',
  hint: 'input, and intent or output',
  cells: { entities: jsonList },
};

/**
 * Takes examples into a dataset. Rows that are no examples are reported with their lines while the others are taken;
 * what is there already is counted and left out.
 * @throws AppError NOT_FOUND, VALIDATION_ERROR when no row is an example, CONFLICT when the dataset would be too large
 */
export async function addExamples(options: AddExamplesOptions): Promise<AddedExamples> {
  const { actor, datasetId, examples, files } = options;
  const dataset = await requireDataset(actor, datasetId);
  const organizationId = actor.requireMembership('editor');
  if ((examples === undefined) === (files.length === 0))
    throw invalid('body.examples', 'send either examples or files');
  const rows = examples
    ? examples.map((value, index): UploadedRow => ({ file: null, line: index + 1, value }))
    : (await Promise.all(files.map((file) => readRows(file, format)))).flat();
  if (rows.length > maxExamples) throw tooMany();
  const { valid, problems, invalidCount } = validRows(rows, NewExample);
  if (valid.length === 0) throw nothingValid(problems, 'examples');
  const { added, duplicates, total } = await storeExamples(organizationId, dataset._id, valid);
  const inputKeys = [...new Set(added.map(({ inputKey }) => inputKey))];
  return {
    received: rows.length,
    added: added.length,
    duplicates,
    invalid: invalidCount,
    errors: problems.slice(0, mostReported),
    conflicts: await exampleRepository.conflicts(dataset._id, inputKeys, mostReported),
    total,
  };
}

const tooMany = (): AppError =>
  new AppError('CONFLICT', `A dataset holds ${maxExamples.toLocaleString('en')} examples at most`);

/** Stores what is not there yet, in its order. @throws AppError NOT_FOUND, CONFLICT when there is no room */
export async function storeExamples(
  organizationId: string,
  datasetId: string,
  examples: NewExample[],
): Promise<{ added: ExampleDocument[]; duplicates: number; total: number }> {
  const drafts = new Map<string, ExampleDocument>();
  for (const example of examples) {
    const draft = exampleOf(example, { organizationId, datasetId });
    if (!drafts.has(draft._id)) drafts.set(draft._id, draft);
  }
  return withTransaction(async () => {
    if (!(await datasetRepository.hold(organizationId, datasetId))) throw notFound('Training dataset');
    const known = await exampleRepository.existing(datasetId, [...drafts.keys()]);
    const first = await exampleRepository.nextPosition(datasetId);
    const added = [...drafts.values()]
      .filter(({ _id }) => !known.has(_id))
      .map((draft, index) => ({ ...draft, position: first + index }));
    const before = await exampleRepository.count(datasetId);
    if (before + added.length > maxExamples) throw tooMany();
    await exampleRepository.insertMany(organizationId, added);
    return { added, duplicates: examples.length - added.length, total: before + added.length };
  });
}

/** An example as it is stored; its id follows from what it says. */
export function exampleOf(
  { input, output, intent, entities, metadata }: NewExample,
  { organizationId, datasetId }: { organizationId: string; datasetId: string },
): ExampleDocument {
  const outOfScope = intent !== undefined && isOutOfScope(intent);
  const name = outOfScope ? null : (intent ?? null);
  const inputKey = inputKeyOf(input);
  const meant = outOfScope ? 'out' : name === null ? 'none' : `in ${name}`;
  return {
    _id: derivedId(datasetId, inputKey, meant),
    organizationId,
    datasetId,
    input,
    inputKey,
    output: output ?? null,
    intent: name,
    outOfScope,
    entities: (entities ?? []).map(({ start, end, type, value }) => ({
      ...{ start, end, type },
      value: value ?? input.slice(start, end),
    })),
    metadata: metadata ?? {},
    position: 0,
    createdAt: new Date(),
  };
}
