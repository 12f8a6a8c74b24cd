import type { Insight, Severity } from '../../contracts/insights.contract.js';
import { derivedId } from '../../platform/ids.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import { answerFiguresRepository, type CostSample } from './answer-figures.repository.js';
import { evidenceOf } from './evidence-of-turn.js';
import { periodBefore, type Window } from './insight-window.js';
import { differenceOfMeans, meanOf, significant, type Sample } from './statistics.js';

const level = 0.01;
/** Answers that became dearer by so much at least are worth anybody's time. */
const leastRatio = 1.25;
const severities: [number, Severity][] = [
  [2, 'high'],
  [1.5, 'medium'],
];
const mostShown = 5;

interface Compared {
  /** `null`: all models together, as they are mixed. */
  model: { provider: string | null; model: string | null } | null;
  now: Sample;
  before: Sample;
}

/** Models whose answers cost more than in the time just before, and all answers when dearer models were used more. */
export async function costInsights(
  { organizationId, _id: chatbotId }: Pick<ChatbotDocument, 'organizationId' | '_id'>,
  window: Window,
): Promise<Insight[]> {
  const asked = { chatbotId, ...window };
  const [now, before] = await Promise.all([
    answerFiguresRepository.costs(organizationId, asked),
    answerFiguresRepository.costs(organizationId, { chatbotId, ...periodBefore(window) }),
  ]);
  const compared = comparisons(now, before);
  const isReal = significant(
    compared.map((one) => differenceOfMeans(one.now, one.before)),
    level,
  );
  const risen = compared.filter(
    (one, at) => isReal[at] && meanOf(one.before) > 0 && ratioOf(one) >= leastRatio,
  );
  const ofModels = risen.filter(({ model }) => model !== null);
  // All answers became dearer because those of a model did: that says it all.
  const told = ofModels.length > 0 ? ofModels : risen;
  return Promise.all(
    told.map(async (one) => {
      const choice = { ...(one.model ?? {}), limit: mostShown };
      const turns = await answerFiguresRepository.dearest(organizationId, asked, choice);
      return { ...described(one, chatbotId, window), evidence: evidenceOf(turns) };
    }),
  );
}

function comparisons(now: CostSample[], before: CostSample[]): Compared[] {
  const ofModels = now.map((sample) => ({
    model: { provider: sample.provider, model: sample.model },
    now: sample,
    before: total(before.filter((one) => one.provider === sample.provider && one.model === sample.model)),
  }));
  return [...ofModels, { model: null, now: total(now), before: total(before) }];
}

const total = (samples: Sample[]): Sample =>
  samples.reduce(
    (sum, one) => ({ n: sum.n + one.n, sum: sum.sum + one.sum, squares: sum.squares + one.squares }),
    { n: 0, sum: 0, squares: 0 },
  );

const ratioOf = ({ now, before }: Compared): number => meanOf(now) / meanOf(before);

function described(one: Compared, chatbotId: string, window: Window): Omit<Insight, 'evidence'> {
  const { model, now, before } = one;
  const ratio = Math.round(ratioOf(one) * 100) / 100;
  const whose = model ? `Answers by ${model.model ?? model.provider ?? 'a model'}` : 'Answers';
  return {
    id: derivedId('insight', chatbotId, 'cost', model ? `${model.provider}/${model.model}` : 'all'),
    kind: 'cost',
    title: `${whose} cost ${ratio} times as much as before`,
    severity: severities.find(([least]) => ratio >= least)?.[1] ?? 'low',
    count: now.n,
    suggestion: model
      ? 'Look at the dearest answers: longer instructions, more passages or longer histories make them so.'
      : 'Dearer models answer more often than before: check which one the bot asks for, and whether another one fails.',
    figures: {
      ...{ ratio, answers: now.n, answersBefore: before.n },
      costPerAnswer: dollars(meanOf(now)),
      costPerAnswerBefore: dollars(meanOf(before)),
    },
    firstSeenAt: window.from.toISOString(),
    lastSeenAt: window.to.toISOString(),
  };
}

/** Of micro-dollars. */
const dollars = (micros: number): number => Math.round(micros) / 1e6;
