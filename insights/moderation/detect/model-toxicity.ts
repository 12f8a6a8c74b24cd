import type { ModerationVerdict } from '../../../providers/index.js';
import { toxicCategories } from './semantic/compare.js';
import type { ToxicCategory, ToxicScores } from './toxicity/local-toxicity.js';

/** Where OpenAI's categories belong among ours; self-harm and instructions for crimes are held to be violence. */
const belongs: [prefix: string, category: ToxicCategory][] = [
  ['hate', 'hate'],
  ['harassment', 'harassment'],
  ['violence', 'violence'],
  ['self-harm', 'violence'],
  ['illicit', 'violence'],
  ['sexual', 'sexual'],
];
/** What the model itself calls a violation is one, whatever its score. */
const leastOfViolation = 0.75;

/** A model's verdict in our categories. */
export function toxicityOf({ scores, violated }: ModerationVerdict): ToxicScores {
  const result: ToxicScores = { hate: 0, harassment: 0, violence: 0, sexual: 0 };
  for (const [name, score] of Object.entries(scores)) {
    const category = belongs.find(([prefix]) => name === prefix || name.startsWith(`${prefix}/`))?.[1];
    if (!category) continue;
    const isViolated = (violated as string[]).includes(name);
    result[category] = Math.max(result[category], isViolated ? Math.max(score, leastOfViolation) : score);
  }
  return result;
}

/** The categories that a model says it did not look for in the picture; none when it does not say. */
export function categoriesUnseen({ inPicture }: ModerationVerdict): ToxicCategory[] {
  if (!inPicture) return [];
  const seen = new Set(
    inPicture.map(
      (name) => belongs.find(([prefix]) => name === prefix || name.startsWith(`${prefix}/`))?.[1],
    ),
  );
  return toxicCategories.filter((category) => !seen.has(category));
}

const longest = 24_000;

/** A long text in parts that one call takes. */
export const partsOf = (text: string): string[] => {
  const parts: string[] = [];
  for (let start = 0; start < text.length; start += longest) parts.push(text.slice(start, start + longest));
  return parts;
};
