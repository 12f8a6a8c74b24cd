import type { EmbeddingModel } from '../../../providers/index.js';
import { horizonOf, isWithin, type Window } from '../../insights/insight-window.js';
import { lowRating, mostTurns } from '../../insights/question-insights.js';
import { askedTurnRepository } from '../../insights/questions/asked-turn.repository.js';
import { likenessTo, mostCentral, sameTopic } from '../../insights/questions/cluster-questions.js';
import { embedQuestions, questionModelOf } from '../../insights/questions/embed-questions.js';
import { groupTurns, mostCompared, type QuestionGroup } from '../../insights/questions/group-turns.js';
import { learningItemRepository } from '../items/learning-item.repository.js';
import type { LearningCandidate } from '../jobs/learning-run.model.js';
import { candidateId } from './candidate-id.js';
import type { Generation } from './generation.js';
import { intentCandidates } from './intent-candidates.js';

const mostEvidence = 5;

/**
 * What a bot could learn from the conversations of a time: what it could not answer, what was rated low and said something
 * about, and what may be one of its intents. What an item is about already, whatever was decided on it, is left out.
 */
export async function collectCandidates(generation: Generation): Promise<LearningCandidate[]> {
  const { run, bot, dependencies, assertMayGoOn } = generation;
  const { organizationId, _id: chatbotId } = bot;
  const window = { from: run.from ?? new Date(0), to: run.to ?? new Date() };
  const asked = { chatbotId, ...horizonOf(window) };
  const model = await questionModelOf(bot, dependencies.embeddingFor);
  const { embed } = dependencies;
  const grouping = { model, embed, limit: mostCompared, beforeCall: assertMayGoOn, by: embedQuestions };
  const [unanswered, low] = [
    await askedTurnRepository.unanswered(organizationId, asked, mostTurns),
    await askedTurnRepository.rated(organizationId, asked, lowRating, mostTurns),
  ];
  const open = within(window, await groupTurns(bot, unanswered, grouping));
  const missed = new Set(open.flatMap(({ members }) => members.map(({ turn }) => turn._id)));
  const disliked = within(window, await groupTurns(bot, low, grouping)).filter(
    ({ members }) =>
      (members.length > 1 || members.some(({ turn }) => turn.rating?.feedback)) &&
      !members.some(({ turn }) => missed.has(turn._id)),
  );
  const isKnown = await knownTo(generation, model);
  const ofGroups = [
    ...largestFirst(open).map((group) => ({ kind: 'knowledge' as const, group })),
    ...largestFirst(disliked).map((group) => ({ kind: 'correction' as const, group })),
  ].filter(({ group }) => !isKnown(group));
  const candidates = ofGroups.map(({ kind, group }): LearningCandidate => {
    const question = mostCentral(group).text.slice(0, 2_000);
    const messageIds = newest(group);
    return {
      id: candidateId(chatbotId, kind, question),
      kind,
      question,
      messageIds,
      intent: null,
      score: null,
    };
  });
  const ofIntents = await intentCandidates(generation, { chatbotId, ...window });
  return [...candidates, ...ofIntents].slice(0, run.limit ?? candidates.length);
}

/** Groups of what belongs to the window; what lies before it only helps to group. */
const within = (window: Window, groups: QuestionGroup[]): QuestionGroup[] =>
  groups.flatMap((group) => {
    const members = group.members.filter(({ at }) => isWithin(window, at));
    const [first] = members;
    return first ? [{ ...group, first, members }] : [];
  });

const largestFirst = (groups: QuestionGroup[]): QuestionGroup[] =>
  [...groups].sort(
    (a, b) => b.members.length - a.members.length || a.first.at.getTime() - b.first.at.getTime(),
  );

const newest = ({ members }: QuestionGroup): string[] =>
  [...members]
    .sort((a, b) => b.turn.createdAt.getTime() - a.turn.createdAt.getTime())
    .slice(0, mostEvidence)
    .map(({ turn }) => turn._id);

/** Whether an item is about a group of questions already. */
async function knownTo(
  { bot, dependencies, assertMayGoOn }: Generation,
  model: EmbeddingModel,
): Promise<(group: QuestionGroup) => boolean> {
  const all = await learningItemRepository.known(bot.organizationId, bot._id);
  const items = all.filter(({ kind }) => kind !== 'example');
  const vectors = await embedQuestions(
    bot,
    items.map(({ question }) => question),
    { model, limit: items.length, embed: dependencies.embed, beforeCall: assertMayGoOn },
  );
  const keys = new Set(items.map(({ questionKey }) => questionKey));
  return (group) => {
    const ids = new Set(group.members.map(({ turn }) => turn._id));
    return (
      group.members.some(({ key }) => keys.has(key)) ||
      items.some(
        ({ question, evidence }) =>
          evidence.some(({ messageId }) => ids.has(messageId)) ||
          likenessTo(group, vectors.get(question) ?? null, model.model) >= sameTopic,
      )
    );
  };
}
