import { z } from 'zod';
import { CreateEvaluationSet, type NewEvaluationCase } from '../../contracts/evaluations.contract.js';
import { PublishingRequirement } from '../../contracts/publishing.contract.js';
import { knowledgeItemRepository } from '../../knowledge/index.js';
import { chatbotRepository } from '../chatbots/chatbot.repository.js';
import { storeCases } from '../evaluations/sets/add-cases.js';
import type { EvaluationCaseDocument } from '../evaluations/sets/evaluation-case.model.js';
import { evaluationCaseRepository } from '../evaluations/sets/evaluation-case.repository.js';
import { evaluationSetRepository } from '../evaluations/sets/evaluation-set.repository.js';
import { contentLimits } from './content-limits.js';
import { definePart } from './archive-part.js';
import { withoutNulls } from './without-nulls.js';

const Evaluations = z.strictObject({
  sets: z
    .array(CreateEvaluationSet)
    .max(100)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two have the same name'),
  /** With the name of the set, as ids are those of one installation. */
  requirement: PublishingRequirement.omit({ setId: true }).extend({ set: z.string() }).optional(),
});

/** The questions that a bot is asked, and what it has to reach with them; not what it answered. */
export const evaluationsPart = definePart({
  name: 'evaluations',
  schema: Evaluations,
  async read({ organizationId, _id, evaluation }) {
    const [sets, notes]: [z.output<typeof Evaluations>['sets'], string[]] = [[], []];
    let left: number = contentLimits.examplesBytes;
    for (const { _id: id, name, description } of await evaluationSetRepository.ofChatbot(
      organizationId,
      _id,
    )) {
      const cases = await casesOf(organizationId, id);
      const bytes = Buffer.byteLength(JSON.stringify(cases, null, 2)) * 1.5;
      if (bytes > left) {
        notes.push(`The evaluation set ${name} is too large to go along and was left out`);
        continue;
      }
      left -= bytes;
      sets.push({ ...withoutNulls({ name, description }), cases });
    }
    const required =
      evaluation && (await evaluationSetRepository.find(organizationId, _id, evaluation.setId));
    if (!required || !evaluation) return { value: { sets }, notes };
    const { minimumScore, thresholds } = evaluation;
    const requirement = { set: required.name, minimumScore, ...(thresholds ? { thresholds } : {}) };
    return { value: { sets, requirement }, notes };
  },
  async create({ sets, requirement }, { actor, organizationId, chatbotId, note }) {
    const ids = new Map<string, string>();
    for (const { name, description = null, cases = [] } of sets) {
      const values = { chatbotId, name, description, createdBy: actor.userId };
      const { _id } = await evaluationSetRepository.insert(organizationId, values);
      ids.set(name, _id);
      if (cases.length > 0) await storeCases(organizationId, _id, cases);
    }
    if (!requirement) return;
    const { set, ...rest } = requirement;
    const setId = ids.get(set);
    if (setId === undefined)
      return note(`The evaluation set ${set}, which publishing required, did not come along`);
    await chatbotRepository.update(organizationId, chatbotId, {
      ...{ evaluation: { ...rest, setId }, publishing: 'manual' },
    });
  },
});

/** Documents have other ids in a copy: they are named by their titles. */
async function casesOf(organizationId: string, setId: string): Promise<NewEvaluationCase[]> {
  const cases = await evaluationCaseRepository.all(organizationId, setId);
  const sources = cases.flatMap(({ expectedSource }) => expectedSource ?? []);
  const items = await knowledgeItemRepository.findMany(organizationId, sources);
  const titles = new Map(items.map(({ _id, title }) => [_id, title]));
  return cases.map((one) => asSent(one, titles));
}

const asSent = (
  { question, history, expected, expectedSource, expectsRefusal }: EvaluationCaseDocument,
  titles: ReadonlyMap<string, string>,
): NewEvaluationCase => ({
  question,
  ...(history.length > 0 ? { history } : {}),
  ...withoutNulls({ expected, expectedSource: titles.get(expectedSource ?? '') ?? expectedSource }),
  ...(expectsRefusal ? { expectsRefusal } : {}),
});
