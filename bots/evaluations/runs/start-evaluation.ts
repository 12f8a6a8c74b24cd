import type { Actor } from '../../../accounts/index.js';
import type { StartEvaluation } from '../../../contracts/evaluations.contract.js';
import type { EvaluationThresholds } from '../../../contracts/publishing.contract.js';
import type { VersionReference } from '../../../contracts/versions.contract.js';
import { createJob, type JobStarter } from '../../../jobs/index.js';
import { conflict, invalid } from '../../../platform/errors/app-error.js';
import { derivedId, newId } from '../../../platform/ids.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { requireVersion } from '../../versions/require-version.js';
import { expectationOf } from '../sets/add-cases.js';
import type { Expectation } from '../sets/evaluation-case.model.js';
import { evaluationCaseRepository } from '../sets/evaluation-case.repository.js';
import { requireEvaluationSet } from '../sets/evaluation-set.policy.js';
import { sides, type Side } from './result.model.js';
import { evaluationResultRepository } from './result.repository.js';
import type { EvaluatedVersion, EvaluationRunDocument } from './run.model.js';
import { evaluationRunRepository } from './run.repository.js';

/**
 * Starts to ask a version of a bot the questions of a set, or those that come along, and another version for comparison. The
 * questions and the versions are those of this moment.
 * @throws AppError NOT_FOUND, VALIDATION_ERROR, CONFLICT for a set without questions
 */
export async function startEvaluation({
  actor,
  chatbotId,
  input,
  starter,
}: {
  actor: Actor;
  chatbotId: string;
  input: StartEvaluation;
  starter: JobStarter;
}): Promise<EvaluationRunDocument> {
  const organizationId = actor.requireMembership('editor');
  const candidate = await evaluatedVersion(actor, chatbotId, input.version);
  const baseline = input.compareWith ? await evaluatedVersion(actor, chatbotId, input.compareWith) : null;
  if (baseline?.version === candidate.version)
    throw invalid('body.compareWith', `is version ${baseline.version} as well`);
  const asked = await questionsOf(actor, chatbotId, input);
  const [id, jobId] = [newId(), newId()];
  const results = asked.questions.map((question, position) => ({
    ...{ _id: derivedId(id, question.id), runId: id, chatbotId, position },
    ...question.expectation,
  }));
  const { run, job } = await withTransaction(async () => {
    const job = await createJob({
      ...{ id: jobId, organizationId, createdBy: actor.userId, kind: 'evaluation' },
      subject: { type: 'evaluation', id },
      // One version after the other: what they have in common, such as vectors of questions, is made once.
      items: sides
        .filter((side) => side === 'candidate' || baseline)
        .flatMap((side) =>
          results.map(({ _id, question }) => ({
            subjectId: subjectOf(_id, side),
            title: question.slice(0, 200),
          })),
        ),
    });
    const run = await evaluationRunRepository.insert(organizationId, {
      ...{ _id: id, chatbotId, jobId, candidate, baseline, tools: input.tools },
      ...{ name: asked.name, setId: asked.setId, setRevision: asked.setRevision },
      thresholds: thresholdsOf(input),
      createdBy: actor.userId,
    });
    await evaluationResultRepository.insertMany(organizationId, results);
    return { run, job };
  });
  await starter.start(job);
  return run;
}

const evaluatedVersion = async (
  actor: Actor,
  chatbotId: string,
  reference: VersionReference,
): Promise<EvaluatedVersion> => {
  const { version } = await requireVersion(actor, chatbotId, reference);
  return { version: version.number, contentHash: version.contentHash };
};

interface Questions {
  name: string;
  setId: string | null;
  setRevision: number | null;
  questions: { id: string; expectation: Expectation }[];
}

/** What is asked. @throws AppError NOT_FOUND, CONFLICT */
export async function questionsOf(
  actor: Actor,
  chatbotId: string,
  { setId, cases = [], name }: Pick<StartEvaluation, 'setId' | 'cases' | 'name'>,
): Promise<Questions> {
  if (setId === undefined)
    return {
      ...{ name: name ?? 'Evaluation', setId: null, setRevision: null },
      questions: cases.map((one, place) => ({ id: String(place), expectation: expectationOf(one) })),
    };
  const { set } = await requireEvaluationSet(actor, chatbotId, setId);
  // Read before the questions: a change in between shows as questions of an older revision.
  const { _id, revision } = set;
  const all = await evaluationCaseRepository.all(actor.organizationId, _id);
  if (all.length === 0) throw conflict('The evaluation set has no questions');
  return {
    ...{ name: name ?? set.name, setId: _id, setRevision: revision },
    questions: all.map(({ _id: id, question, history, expected, expectedSource, expectsRefusal }) => ({
      id,
      expectation: { question, history, expected, expectedSource, expectsRefusal },
    })),
  };
}

const thresholdsOf = ({ minimum, thresholds }: StartEvaluation): EvaluationThresholds => ({
  ...thresholds,
  ...(minimum === undefined ? {} : { score: minimum }),
});

/** The item of the job that asks a version a question. */
const subjectOf = (resultId: string, side: Side): string => `${resultId}-${side}`;

/** The question and the version of an item of the job. */
export function partOf(subjectId: string): { resultId: string; side: Side } {
  const at = subjectId.lastIndexOf('-');
  const side = subjectId.slice(at + 1);
  return { resultId: subjectId.slice(0, at), side: side === 'baseline' ? 'baseline' : 'candidate' };
}
