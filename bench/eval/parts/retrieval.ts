import { bm25, ranked } from '../bm25.js';
import { shareOf, type Figure } from '../figure.js';
import { readingBot, readSets, type ReadingSet } from '../reading-bot.js';
import { mapSome, type Setting } from '../subject.js';

/** Whether the document that answers a question is found first, or among five; beside it BM25 over the same documents. */
export async function measureRetrieval(setting: Setting): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const set of await readSets()) figures.push(...(await measure(set, setting)));
  return figures;
}

async function measure(
  { name: set, documents, questions }: ReadingSet,
  { subject, most }: Setting,
): Promise<Figure[]> {
  const bot = await readingBot(subject, documents);
  const fit = bm25(documents.map(({ title, text }) => `${title}\n${text}`));
  const ranks = await mapSome(questions.slice(0, most), async ({ question, document }) => {
    const byWords = ranked(fit(question)).map((at) => documents[at]?.title);
    return { ours: (await bot.find(question)).indexOf(document), baseline: byWords.indexOf(document) };
  });
  const within = (places: number) => (rank: number) => rank >= 0 && rank < places;
  return [
    { name: `${set}, right document first`, isHit: within(1), goal: 0.88 },
    { name: `${set}, right document in five`, isHit: within(5), goal: 0.975 },
  ].map(({ name, isHit, goal }) => ({
    ...shareOf(
      ranks.map(({ ours }) => isHit(ours)),
      questions.map(({ question }) => question),
    ),
    ...{ part: 'retrieval', name, goal },
    baseline: { name: 'BM25', value: shareOf(ranks.map(({ baseline }) => isHit(baseline))).value },
  }));
}
