import { parse } from 'csv-parse/sync';
import type { Figure } from '../figure.js';
import { shuffled, wilson } from '../statistics.js';
import type { Setting } from '../subject.js';
import { trainBot } from '../trained-bot.js';
import { fitWordSvm } from '../word-svm.js';

const file = 'banking77-train.csv';

/** Banking77 (Casanueva et al., 2020): a fifth of each intent of the training set is held out. */
export async function measureIntents({ subject, most, read }: Setting): Promise<Figure[] | string> {
  const text = await read(file);
  if (text === null) return file;
  const rows = parse<{ text: string; category: string }>(text, { columns: true });
  const seen = new Map<string, number>();
  const isHeldOut = ({ category }: { category: string }): boolean => {
    const place = seen.get(category) ?? 0;
    seen.set(category, place + 1);
    return place % 5 === 0;
  };
  const split = shuffled(rows, 7).map((row) => ({ row, heldOut: isHeldOut(row) }));
  const training = split.filter(({ heldOut }) => !heldOut).map(({ row }) => row);
  const judged = split
    .filter(({ heldOut }) => heldOut)
    .map(({ row }) => row)
    .slice(0, most);
  const bot = await trainBot(
    subject,
    training.map((row) => ({ input: row.text, intent: row.category })),
  );
  const found = await bot.intentsOf(judged.map((row) => row.text));
  const hits = judged.filter(({ category }, at) => found[at] === category).length;
  const svm = fitWordSvm(
    training.map((row) => row.text),
    training.map((row) => row.category),
  );
  const svmHits = judged.filter((row) => svm(row.text) === row.category).length;
  return [
    {
      part: 'intents',
      name: 'accuracy, Banking77',
      value: hits / judged.length,
      interval: wilson(hits, judged.length),
      cases: judged.length,
      baseline: { name: 'tf-idf and SVM', value: svmHits / judged.length },
      goal: 0.935,
    },
  ];
}
