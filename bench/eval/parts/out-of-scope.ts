import type { Figure } from '../figure.js';
import { shuffled, wilson } from '../statistics.js';
import type { Setting } from '../subject.js';
import { trainBot, type Labelled } from '../trained-bot.js';
import { fitWordSvm } from '../word-svm.js';

const file = 'clinc150-train-val.json';
const none = 'out of scope';
type Rows = [input: string, intent: string][];

/** CLINC150 (Larson et al., 2019): 150 intents, and questions that belong to none; judged on the validation set. */
export async function measureOutOfScope({ subject, most, read }: Setting): Promise<Figure[] | string> {
  const text = await read(file);
  if (text === null) return file;
  const sets = JSON.parse(text) as Record<'train' | 'val' | 'oos_train' | 'oos_val', Rows>;
  const known = (rows: Rows): Labelled[] => rows.map(([input, intent]) => ({ input, intent }));
  const strange = (rows: Rows): Labelled[] => rows.map(([input]) => ({ input, intent: null }));
  const training = [...known(sets.train), ...strange(sets.oos_train)];
  const inScope = shuffled(known(sets.val), 7).slice(0, most);
  const strangers = strange(sets.oos_val);
  const bot = await trainBot(subject, training);
  const svm = fitWordSvm(
    training.map(({ input }) => input),
    training.map(({ intent }) => intent ?? none),
  );
  const share = async (name: string, cases: Labelled[], goal: number): Promise<Figure> => {
    const found = await bot.intentsOf(cases.map(({ input }) => input));
    const hits = cases.filter(({ intent }, at) => found[at] === intent).length;
    const svmHits = cases.filter(({ input, intent }) => svm(input) === (intent ?? none)).length;
    return {
      ...{ part: 'out-of-scope', name, value: hits / cases.length, interval: wilson(hits, cases.length) },
      ...{ cases: cases.length, baseline: { name: 'tf-idf and SVM', value: svmHits / cases.length }, goal },
    };
  };
  return [
    await share('accuracy in scope, CLINC150', inScope, 0.955),
    await share('recall out of scope, CLINC150', strangers, 0.7),
  ];
}
