import type { Classification, IssueScores } from '../../../../contracts/ai/moderation-analysis.contract.js';
import type { ClassifierConfig } from '../../../../contracts/ai/moderation-policy.contract.js';
import type { Embed } from '../semantic/compare.js';
import { contentClasses } from './categories.js';

export interface ClassVectors {
  vectors: Float32Array[][];
}

export async function embedClasses(embed: Embed): Promise<ClassVectors> {
  const vectors = await embed(contentClasses.flatMap(({ anchors }) => anchors));
  let next = 0;
  return { vectors: contentClasses.map(({ anchors }) => vectors.slice(next, (next += anchors.length))) };
}

type Guess = Pick<Classification, 'category' | 'subcategory' | 'confidence' | 'tags'>;

const round = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 100) / 100;
const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

/** What a text is for: what was found in it decides first, then its form, then what it resembles. */
export function classify(
  text: string,
  {
    scores,
    vector,
    classes,
    config,
  }: {
    scores: IssueScores;
    vector: Float32Array | null;
    classes: ClassVectors | null;
    config: ClassifierConfig;
  },
): Classification {
  const formed = byForm(text);
  const guess =
    byScores(scores) ?? (vector && classes ? byLikeness(vector, classes, text) : null) ?? formed ?? nothing;
  const isSure = guess.confidence >= config.minConfidence;
  const chosen = isSure ? guess : { ...nothing, confidence: guess.confidence };
  const tags = [...new Set([...chosen.tags, ...formTags(text)])].slice(0, config.maxTags);
  return { ...chosen, confidence: round(chosen.confidence), tags };
}

const nothing: Guess = {
  category: 'general_discussion',
  subcategory: null,
  confidence: 0.25,
  tags: ['conversation'],
};

function byScores({ toxicity, spam, nsfw }: IssueScores): Guess | null {
  if ((nsfw ?? 0) >= 0.7)
    return { category: 'adult', subcategory: 'explicit', confidence: nsfw ?? 0, tags: ['adult'] };
  if ((toxicity ?? 0) >= 0.7)
    return { category: 'abuse', subcategory: 'hostility', confidence: toxicity ?? 0, tags: ['abuse'] };
  if ((spam ?? 0) >= 0.6)
    return { category: 'promotion', subcategory: 'advertising', confidence: spam ?? 0, tags: ['promotion'] };
  return null;
}

/** How a likeness to the nearest class becomes a confidence: where one half is, and how fast it rises. */
const certainty = { at: 0.38, spread: 0.09 };

function byLikeness(vector: Float32Array, { vectors }: ClassVectors, text: string): Guess | null {
  const likeness = vectors.map((anchors) => {
    const [first = 0, second = 0] = anchors.map((anchor) => dot(vector, anchor)).sort((a, b) => b - a);
    return 0.75 * first + 0.25 * second;
  });
  // A question is one whatever it is about.
  const isQuestion = /[?？؟]\s*$/.test(text.trim());
  const adjusted = likeness.map(
    (value, index) => value + (isQuestion && contentClasses[index]?.category === 'question' ? 0.12 : 0),
  );
  const best = adjusted.indexOf(Math.max(...adjusted));
  const found = contentClasses[best];
  if (!found) return null;
  const confidence = 1 / (1 + Math.exp(-((adjusted[best] ?? 0) - certainty.at) / certainty.spread));
  return { category: found.category, subcategory: found.subcategory, confidence, tags: found.tags };
}

/** Where nothing can be compared, such as in other languages, the form says a little. */
function byForm(text: string): Guess | null {
  if (/```|\b(?:function|const|import|class|def|SELECT|stack ?trace|exception)\b.*[({;:]/s.test(text))
    return {
      category: 'technical',
      subcategory: 'development',
      confidence: 0.6,
      tags: ['technical', 'code'],
    };
  if (/[?？؟]\s*$/.test(text.trim()))
    return { category: 'question', subcategory: null, confidence: 0.6, tags: ['question'] };
  return null;
}

const formTags = (text: string): string[] => [
  ...(/```|`[^`]+`/.test(text) ? ['code'] : []),
  ...(/https?:\/\//i.test(text) ? ['link'] : []),
  ...(/[?？؟]\s*$/.test(text.trim()) ? ['question'] : []),
];
