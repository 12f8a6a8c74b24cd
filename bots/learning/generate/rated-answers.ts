import { horizonOf } from '../../insights/insight-window.js';
import { askedTurnRepository } from '../../insights/questions/asked-turn.repository.js';
import { embedQuestions, questionModelOf } from '../../insights/questions/embed-questions.js';
import { textOf } from '../../insights/questions/group-turns.js';
import { dot } from '../../../platform/vectors/dot.js';
import { similarity } from '../../../providers/index.js';
import type { Generation } from './generation.js';
import { withoutMarks, type Proposal } from './propose-answer.js';

export const wellRated = { least: 4, most: 5, grounded: true };
export const mostRated = 500;
/** An answer is given to another question only where it asks nearly the same. */
const sameQuestion = 0.75;

/** Answers that end users rated high, to propose to questions that ask the same. */
export async function wellRatedAnswers({
  run,
  bot,
  dependencies,
  assertMayGoOn,
}: Generation): Promise<(question: string) => Promise<Proposal | null>> {
  const { organizationId, _id: chatbotId } = bot;
  const window = horizonOf({ from: run.from ?? new Date(0), to: new Date() });
  const turns = await askedTurnRepository.rated(
    organizationId,
    { chatbotId, ...window },
    wellRated,
    mostRated,
  );
  if (turns.length === 0) return async () => null;
  const model = await questionModelOf(bot, dependencies.embeddingFor);
  const options = { model, embed: dependencies.embed, beforeCall: assertMayGoOn };
  const vectors = await embedQuestions(bot, turns.map(textOf), { ...options, limit: turns.length });
  return async (question) => {
    const asked = (await embedQuestions(bot, [question], { ...options, limit: 1 })).get(question);
    if (!asked) return null;
    const [nearest] = turns
      .map((turn) => {
        const vector = vectors.get(textOf(turn));
        return { turn, likeness: vector ? similarity(model.model, dot(asked, vector)) : 0 };
      })
      .sort((a, b) => b.likeness - a.likeness);
    if (!nearest || nearest.likeness < sameQuestion) return null;
    const [turn] = await askedTurnRepository.find(organizationId, chatbotId, [nearest.turn._id]);
    const answer = withoutMarks(turn?.answer ?? '').slice(0, 4_000);
    if (!turn || !answer) return null;
    const score = Math.min(1, Math.round(nearest.likeness * 1_000) / 1_000);
    const origin = {
      type: 'rated-answer',
      itemId: null,
      title: null,
      messageId: turn._id,
      model: null,
    } as const;
    return { answer, origin: { ...origin, score } };
  };
}
