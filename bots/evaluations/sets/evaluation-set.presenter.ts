import type { EvaluationCase, EvaluationSet } from '../../../contracts/evaluations.contract.js';
import type { EvaluationCaseDocument, Expectation } from './evaluation-case.model.js';
import { evaluationCaseRepository } from './evaluation-case.repository.js';
import type { EvaluationSetDocument } from './evaluation-set.model.js';

/** Sets with the counts of their questions. */
export async function presentEvaluationSets(
  organizationId: string,
  sets: EvaluationSetDocument[],
): Promise<EvaluationSet[]> {
  const counts = await evaluationCaseRepository.countsOf(
    organizationId,
    sets.map(({ _id }) => _id),
  );
  return sets.flatMap((set) => {
    const cases = counts.get(set._id);
    return cases
      ? [
          {
            id: set._id,
            chatbotId: set.chatbotId,
            name: set.name,
            description: set.description,
            revision: set.revision,
            cases,
            createdBy: set.createdBy,
            createdAt: set.createdAt.toISOString(),
            updatedAt: set.updatedAt.toISOString(),
          },
        ]
      : [];
  });
}

export const presentEvaluationSet = async (set: EvaluationSetDocument): Promise<EvaluationSet | undefined> =>
  (await presentEvaluationSets(set.organizationId, [set]))[0];

/** What every reader of a question sees, wherever it stands. */
export const presentExpectation = ({
  question,
  history,
  expected,
  expectedSource,
  expectsRefusal,
}: Expectation): Expectation => ({
  question,
  history: history.map((turn) => ({ question: turn.question, answer: turn.answer })),
  ...{ expected, expectedSource, expectsRefusal },
});

export const presentEvaluationCase = (one: EvaluationCaseDocument): EvaluationCase => ({
  id: one._id,
  ...presentExpectation(one),
  createdAt: one.createdAt.toISOString(),
});
