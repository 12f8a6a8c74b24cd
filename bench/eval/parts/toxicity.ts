import { parse } from 'csv-parse/sync';
import { f1, figuresOf, type Confusion } from '../confusion.js';
import type { Figure } from '../figure.js';
import { bootstrap, shuffled, wilson } from '../statistics.js';
import type { Setting } from '../subject.js';

const file = 'davidson-toxicity-dev.csv';
const labels = ['hate', 'offensive', 'neither'] as const;
type Label = (typeof labels)[number];
interface Judged {
  label: Label;
  found: Label;
}

/** Posts were stored as they stood in a page. */
const decoded = (text: string): string =>
  text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

interface Result {
  analysis: { detectedIssues: { type: string }[] };
  toxicityAnalysis: { categories: { hate: number } } | null;
}
/** By the default policy: hate when it is above the threshold, offensive when anything but spam was found. */
const labelOf = ({ analysis, toxicityAnalysis }: Result): Label => {
  if ((toxicityAnalysis?.categories.hate ?? 0) >= 0.7) return 'hate';
  return analysis.detectedIssues.some(({ type }) => type !== 'spam') ? 'offensive' : 'neither';
};

const macroF1 = (judged: readonly Judged[]): number => {
  const confusion: Confusion<Label> = new Map();
  for (const { label, found } of judged) {
    const row = confusion.get(label) ?? new Map<Label, number>();
    confusion.set(label, row.set(found, (row.get(found) ?? 0) + 1));
  }
  return figuresOf(labels, confusion).macroF1;
};

const isBad = (label: Label): boolean => label !== 'neither';

const f1OfToxic = (judged: readonly Judged[]): number => {
  const hits = judged.filter(({ label, found }) => isBad(label) && isBad(found)).length;
  return f1(
    hits / (judged.filter(({ found }) => isBad(found)).length || 1),
    hits / (judged.filter(({ label }) => isBad(label)).length || 1),
  );
};

/** Davidson et al., 2017. Nothing is learnt from the posts. */
export async function measureToxicity({ subject, most, read }: Setting): Promise<Figure[] | string> {
  const text = await read(file);
  if (text === null) return file;
  const rows = shuffled(parse<{ label: Label; text: string }>(text, { columns: true }), 7).slice(0, most);
  const judged: Judged[] = [];
  for (let from = 0; from < rows.length; from += 100) {
    const some = rows.slice(from, from + 100);
    const items = some.map((row, at) => ({
      ...{ contentId: `post-${from + at}`, contentType: 'text', content: decoded(row.text) },
    }));
    const answer = await subject.client.post('/api/moderation/batch', { items });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    const { results } = answer.body as { results: Result[] };
    judged.push(...some.map(({ label }, at) => ({ label, found: labelOf(results[at] as Result) })));
  }
  const right = judged.filter(({ label, found }) => isBad(label) === isBad(found)).length;
  const always = judged.filter(({ label }) => isBad(label)).length / judged.length;
  return [
    {
      ...{ part: 'toxicity', name: 'macro F1 of hate, offensive, neither', value: macroF1(judged) },
      ...{ interval: bootstrap(judged, macroF1), cases: judged.length, goal: 0.6 },
      baseline: {
        name: 'always offensive',
        value: macroF1(judged.map(({ label }) => ({ label, found: 'offensive' }))),
      },
    },
    {
      ...{ part: 'toxicity', name: 'accuracy, toxic or not', value: right / judged.length },
      ...{ interval: wilson(right, judged.length), cases: judged.length, goal: 0.9 },
      baseline: { name: 'always toxic', value: always },
    },
    {
      ...{ part: 'toxicity', name: 'F1 of toxic', value: f1OfToxic(judged) },
      ...{ interval: bootstrap(judged, f1OfToxic), cases: judged.length },
    },
  ];
}
