/**
 * Measures the local detection on labelled posts: EVAL_DATA names a CSV with the columns `label` (hate, offensive or
 * neither) and `text`, such as that of Davidson et al., "Automated Hate Speech Detection and the Problem of Offensive
 * Language" (ICWSM 2017). LIMIT takes so many of its rows only. Nothing is learnt from them.
 */
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { defaultModerationSettings } from '../../contracts/ai/moderation-policy.contract.js';
import type { Detection } from '../../insights/moderation/detect/detect.types.js';
import { f1, figuresOf, type Confusion } from './figures.js';
import { openSubject } from './subject.js';

const labels = ['hate', 'offensive', 'neither'] as const;
type Label = (typeof labels)[number];

const { policy } = defaultModerationSettings;
/** What the default policy would make of it. */
const labelOf = ({ toxicity, profanity, nsfw }: Detection): Label => {
  const hate = toxicity?.categories.hate ?? 0;
  if (hate >= policy.toxicityThreshold) return 'hate';
  const worst = Math.max(...Object.values(toxicity?.categories ?? { none: 0 }));
  const isFlagged =
    worst >= policy.toxicityThreshold ||
    (profanity ?? 0) >= policy.profanityThreshold ||
    (nsfw ?? 0) >= policy.nsfwThreshold;
  return isFlagged ? 'offensive' : 'neither';
};

/** Posts were stored as they stood in a page. */
const decoded = (text: string): string =>
  text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

const file = process.env.EVAL_DATA;
if (!file) throw new Error('EVAL_DATA: the CSV file to measure on');
const rows = parse<{ label: Label; text: string }>(readFileSync(file, 'utf8'), { columns: true });
const limit = Number(process.env.LIMIT ?? rows.length);
const confusion: Confusion<Label> = new Map();
const subject = await openSubject();
const startedAt = performance.now();
for (const { label, text } of rows.slice(0, limit)) {
  const row = confusion.get(label) ?? new Map<Label, number>();
  const found = labelOf(await subject.detect(decoded(text)));
  confusion.set(label, row.set(found, (row.get(found) ?? 0) + 1));
}
const seconds = (performance.now() - startedAt) / 1_000;
await subject.close();

const { byLabel, macroF1 } = figuresOf(labels, confusion);
const count = (actual: (label: Label) => boolean, found: (label: Label) => boolean): number =>
  labels
    .filter(actual)
    .flatMap((a) => labels.filter(found).map((f) => confusion.get(a)?.get(f) ?? 0))
    .reduce((sum, n) => sum + n, 0);
const isBad = (label: Label): boolean => label !== 'neither';
const isFine = (label: Label): boolean => label === 'neither';
const [tp, fn, fp, tn] = [
  count(isBad, isBad),
  count(isBad, isFine),
  count(isFine, isBad),
  count(isFine, isFine),
];

console.table(byLabel);
console.log({
  posts: tp + fn + fp + tn,
  macroF1,
  binaryAccuracy: (tp + tn) / (tp + fn + fp + tn),
  binaryF1: f1(tp / (tp + fp), tp / (tp + fn)),
  postsPerSecond: Math.round((tp + fn + fp + tn) / seconds),
});
