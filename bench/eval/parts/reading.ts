import { bm25, ranked, wordsOf } from '../bm25.js';
import { shareOf, type Figure } from '../figure.js';
import { hasAnswer, readingBot, readSets, type Answer, type ReadingSet } from '../reading-bot.js';
import { areaUnderCurve, bootstrap } from '../statistics.js';
import { mapSome, type Setting } from '../subject.js';

/** Of the words of a sentence so many have to stand in the passage that it cites. */
const supported = 0.7;

const isAnswered = ({ citations }: Answer): boolean => citations.length > 0;
const sentencesOf = (text: string): string[] =>
  [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)].map(({ segment }) => segment);

/**
 * What a bot without any model makes of questions that its documents answer, of such that they nearly answer, and of such
 * about something else: whether the answer has the right words, whether it is held back, whether what it cites says so.
 */
export async function measureReading(setting: Setting): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const set of await readSets()) figures.push(...(await measure(set, setting)));
  return figures;
}

async function measure(
  { name: set, documents, ...cases }: ReadingSet,
  { subject, most }: Setting,
): Promise<Figure[]> {
  const bot = await readingBot(subject, documents);
  const ask = (questions: readonly string[]) =>
    mapSome(questions.slice(0, most), (question) => bot.ask(question));
  const answerable = cases.questions.slice(0, most);
  const answered = await ask(answerable.map(({ question }) => question));
  const near = await ask(cases.unanswerable);
  const absent = await ask(cases.absent);

  const sentences = documents.flatMap(({ text }) => sentencesOf(text));
  const fit = bm25(sentences);
  const best = (question: string): string => sentences[ranked(fit(question))[0] ?? 0] ?? '';
  const byWords = shareOf(answerable.map(({ question, answers }) => hasAnswer(best(question), answers)));
  const confidence = (answers: readonly Answer[]) =>
    answers.map((one) => (isAnswered(one) ? (one.confidence ?? 0) : 0));
  const pairs = [
    ...confidence(answered).map((score) => ({ score, isKnown: true })),
    ...confidence(near).map((score) => ({ score, isKnown: false })),
  ];
  const curve = (sample: readonly { score: number; isKnown: boolean }[]): number => {
    const scores = (isKnown: boolean) =>
      sample.filter((one) => one.isKnown === isKnown).map(({ score }) => score);
    return areaUnderCurve(scores(true), scores(false));
  };
  const named = (name: string) => ({ part: 'answers without a model', name: `${set}, ${name}` });
  return [
    {
      ...shareOf(answered.map(({ message }, at) => hasAnswer(message, answerable[at]?.answers ?? []))),
      ...named('has the right words'),
      goal: byWords.value + 0.1,
      baseline: { name: 'best sentence by BM25', value: byWords.value },
    },
    {
      ...named('confidence, answerable before nearly answerable (AUC)'),
      goal: 0.75,
      ...{ value: curve(pairs), interval: bootstrap(pairs, curve), cases: pairs.length },
    },
    {
      ...shareOf(absent.map((one) => !isAnswered(one))),
      ...named('refuses what no document is about'),
      goal: 0.98,
    },
    { ...shareOf(answered.map(isAnswered)), ...named('answers what it could'), goal: 0.6 },
    {
      ...shareOf([...answered, ...near].flatMap(citedSentences)),
      ...named('the cited passage supports its sentence'),
      goal: 0.95,
    },
  ];
}

/** For every sentence that cites: whether what it cites says it. */
function citedSentences({ message, citations }: Answer): boolean[] {
  return message.split(/(?<=\[\d+\])\s+/).flatMap((sentence) => {
    const marks = [...sentence.matchAll(/\[(\d+)\]/g)].map(([, index]) => Number(index));
    const words = new Set(wordsOf(sentence.replace(/\[\d+\]/g, '')));
    if (marks.length === 0 || words.size === 0) return [];
    const cited = new Set(
      citations.filter(({ index }) => marks.includes(index)).flatMap(({ text }) => wordsOf(text)),
    );
    return [[...words].filter((word) => cited.has(word)).length >= supported * words.size];
  });
}
