import type { Asking, InsightDependencies } from '../../model/insight-dependencies.js';
import { sentenceVectors } from '../../model/sentence-vectors.js';
import type { Conversation, Unit } from '../../text/conversation.js';
import type { Likeness } from './extract-summary.js';

/** With fewer sentences hardly anything is said twice. */
const worthwhile = 12;
/** Characters of a sentence that a vector is made of. */
const enough = 400;

/** Tells by their vectors whether sentences mean the same; undefined where the words have to do. */
export function likenessBy(
  dependencies: Pick<InsightDependencies, 'embedSentences' | 'logger'>,
  { language }: Conversation,
  asking: Asking,
): Likeness {
  const compare: Likeness = async (units) => {
    if (units.length < worthwhile) return undefined;
    const texts = units.map(({ text }) => text.slice(0, enough));
    const of = { ...asking, language, feature: 'summarization' } as const;
    const vectors = await sentenceVectors(dependencies, texts, of);
    if (!vectors) return undefined;
    const byUnit = new Map(units.map((unit, at) => [unit, vectors[at] ?? []]));
    return (a: Unit, b: Unit) => Math.max(0, product(byUnit.get(a) ?? [], byUnit.get(b) ?? []));
  };
  // The summary and its points are chosen from the same sentences.
  let known: ReturnType<Likeness> | undefined;
  return (units) => (known ??= compare(units));
}

function product(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
