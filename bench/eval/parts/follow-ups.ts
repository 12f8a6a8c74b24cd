import { shareOf, type Figure } from '../figure.js';
import { hasAnswer, readCollection, readFollowUps, readingBot, type Answer } from '../reading-bot.js';
import { mapSome, type Setting } from '../subject.js';

/** Questions that mean something only after others; beside them the same question alone, and all it means in one question. */
export async function measureFollowUps({ subject, most }: Setting): Promise<Figure[]> {
  const [documents, all] = await Promise.all([readCollection(), readFollowUps()]);
  const bot = await readingBot(subject, documents);
  const cases = all.slice(0, most);
  const outcomes = await mapSome(cases, async ({ turns, question, standalone, document, answers }) => {
    const isRight = ({ message, citations }: Answer): boolean =>
      citations.some(({ title }) => title === document) && hasAnswer(message, answers);
    let conversationId: string | undefined;
    for (const turn of turns) ({ conversationId } = await bot.ask(turn, conversationId));
    return {
      inDialogue: isRight(await bot.ask(question, conversationId)),
      alone: isRight(await bot.ask(question)),
      standalone: isRight(await bot.ask(standalone)),
    };
  });
  const names = cases.map(({ turns, question }) => [...turns, question].join(' / '));
  const share = (of: (outcome: (typeof outcomes)[number]) => boolean) => shareOf(outcomes.map(of), names);
  const whole = share(({ standalone }) => standalone);
  return [
    {
      ...share(({ inDialogue }) => inDialogue),
      ...{ part: 'follow-ups', name: 'right in its dialogue', goal: 0.9 * whole.value },
      baseline: { name: 'the question alone', value: share(({ alone }) => alone).value },
    },
    { ...whole, ...{ part: 'follow-ups', name: 'right when said in one question' } },
  ];
}
