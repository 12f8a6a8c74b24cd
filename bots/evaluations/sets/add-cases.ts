import type { Actor } from '../../../accounts/index.js';
import {
  evaluationLimits,
  NewEvaluationCase,
  type AddedEvaluationCases,
} from '../../../contracts/evaluations.contract.js';
import { conflict, invalid, notFound, type AppError } from '../../../platform/errors/app-error.js';
import { derivedId } from '../../../platform/ids.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { normalizedInput } from '../../training/datasets/normalized-input.js';
import {
  jsonList,
  readRows,
  type RowFile,
  type RowFormat,
  type UploadedRow,
} from '../../uploads/read-rows.js';
import { mostReported, nothingValid, validRows } from '../../uploads/valid-rows.js';
import type { Expectation } from './evaluation-case.model.js';
import { evaluationCaseRepository } from './evaluation-case.repository.js';
import { requireEvaluationSet } from './evaluation-set.policy.js';
import { evaluationSetRepository } from './evaluation-set.repository.js';

const yes = /^(?:true|yes|y|1)$/i;
const no = /^(?:false|no|n|0)$/i;

const format: RowFormat = {
  list: 'cases',
  columns: {
    question: 'question',
    query: 'question',
    input: 'question',
    user_input: 'question',
    expected: 'expected',
    expected_answer: 'expected',
    answer: 'expected',
    ground_truth: 'expected',
    reference: 'expected',
    output: 'expected',
    expectedsource: 'expectedSource',
    expected_source: 'expectedSource',
    source: 'expectedSource',
    document: 'expectedSource',
    expectsrefusal: 'expectsRefusal',
    expects_refusal: 'expectsRefusal',
    unanswerable: 'expectsRefusal',
    history: 'history',
  },
  required: 'question',
  hint: 'question, and expected, expectedSource or expectsRefusal',
  cells: {
    history: jsonList,
    expectsRefusal: (cell) => {
      if (!yes.test(cell) && !no.test(cell)) throw new Error('expected true or false');
      return yes.test(cell);
    },
  },
};

/**
 * Takes questions into a set. Rows that are none are reported with their lines while the others are taken; what is there
 * already is counted and left out.
 * @throws AppError NOT_FOUND, VALIDATION_ERROR when no row is a question, CONFLICT when the set would be too large
 */
export async function addEvaluationCases({
  actor,
  chatbotId,
  setId,
  cases,
  files,
}: {
  actor: Actor;
  chatbotId: string;
  setId: string;
  cases?: unknown[];
  files: RowFile[];
}): Promise<AddedEvaluationCases> {
  const { set } = await requireEvaluationSet(actor, chatbotId, setId);
  const organizationId = actor.requireMembership('editor');
  if ((cases === undefined) === (files.length === 0))
    throw invalid('body.cases', 'send either cases or files');
  const rows = cases
    ? cases.map((value, index): UploadedRow => ({ file: null, line: index + 1, value }))
    : await rowsOf(files);
  const { valid, problems, invalidCount } = validRows(rows, NewEvaluationCase);
  if (valid.length === 0) throw nothingValid(problems, 'cases');
  const { added, duplicates, total } = await storeCases(organizationId, set._id, valid);
  const errors = problems.slice(0, mostReported);
  return { received: rows.length, added, duplicates, invalid: invalidCount, errors, total };
}

/** All rows of files of questions. @throws AppError VALIDATION_ERROR, CONFLICT for more than a set holds */
export async function rowsOf(files: RowFile[]): Promise<UploadedRow[]> {
  const rows = (await Promise.all(files.map((file) => readRows(file, format)))).flat();
  if (rows.length > evaluationLimits.cases) throw tooMany();
  return rows;
}

const tooMany = (): AppError =>
  conflict(`An evaluation set holds ${evaluationLimits.cases.toLocaleString('en')} questions at most`);

/** Stores what is not there yet, in its order. @throws AppError NOT_FOUND, CONFLICT when there is no room */
export async function storeCases(
  organizationId: string,
  setId: string,
  cases: NewEvaluationCase[],
): Promise<{ added: number; duplicates: number; total: number }> {
  const drafts = new Map<string, Expectation>();
  for (const one of cases.map(expectationOf)) {
    const id = caseIdOf(setId, one);
    if (!drafts.has(id)) drafts.set(id, one);
  }
  return withTransaction(async () => {
    const known = await evaluationCaseRepository.existing(organizationId, [...drafts.keys()]);
    const fresh = [...drafts].filter(([id]) => !known.has(id));
    const before = await evaluationCaseRepository.count(organizationId, setId);
    const total = before + fresh.length;
    if (total > evaluationLimits.cases) throw tooMany();
    const duplicates = cases.length - fresh.length;
    // What changes nothing leaves the revision, too.
    if (fresh.length === 0) return { added: 0, duplicates, total };
    if (!(await evaluationSetRepository.hold(organizationId, setId))) throw notFound('Evaluation set');
    const first = await evaluationCaseRepository.nextPosition(organizationId, setId);
    const createdAt = new Date();
    await evaluationCaseRepository.insertMany(
      organizationId,
      fresh.map(([_id, one], index) => ({
        ...{ _id, organizationId, setId, ...one, position: first + index, createdAt },
      })),
    );
    return { added: fresh.length, duplicates, total };
  });
}

/** A question as it is stored. */
export const expectationOf = ({
  question,
  history = [],
  expected = null,
  expectedSource = null,
  expectsRefusal = false,
}: NewEvaluationCase): Expectation => ({ question, history, expected, expectedSource, expectsRefusal });

/** The same for the same question after the same dialogue. */
const caseIdOf = (setId: string, { question, history }: Expectation): string =>
  derivedId(
    setId,
    normalizedInput(question),
    JSON.stringify(history.map((turn) => [turn.question, turn.answer])),
  );
