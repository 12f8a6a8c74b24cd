import type {
  PersonalityExample,
  PersonalitySnapshot,
  PersonalityStyle,
} from '../../contracts/personalities.contract.js';

export type Speaker = Pick<
  PersonalitySnapshot,
  'name' | 'description' | 'tone' | 'traits' | 'style' | 'instructions' | 'examples'
>;

/** What a degree of style asks for, from none to as much as can be. */
const styles: Record<keyof PersonalityStyle, readonly [string, string, string, string, string]> = {
  formality: [
    'Write very casually, as to a friend, with short everyday words.',
    'Write informally.',
    'Write neither formally nor casually.',
    'Write formally, in full sentences.',
    'Write very formally and courteously; no contractions, no slang.',
  ],
  verbosity: [
    'Answer in one short sentence, without anything that was not asked for.',
    'Answer briefly, in one to three sentences.',
    'Answer in as many words as the question needs.',
    'Answer in detail, with the reasons and conditions that matter.',
    'Answer at length and completely: every relevant detail, condition, exception and example.',
  ],
  humor: [
    'Stay entirely serious; no jokes.',
    'Be serious; a light remark is an exception.',
    'A light remark is welcome where it fits.',
    'Be humorous where the subject allows.',
    'Be playful and witty throughout, without hurting anybody.',
  ],
  empathy: [
    'Keep to the facts; do not speak about feelings.',
    'Mention feelings only when the user does.',
    'Show understanding where the user has trouble.',
    'Acknowledge how the user feels before you answer.',
    'Put the user’s feelings first: acknowledge them warmly, reassure, and offer help.',
  ],
};

const strengths = ['not at all', 'a little', 'moderately', 'strongly', 'extremely'] as const;

/** Which of five steps a degree of 0..1 is nearest to. */
const step = (value: number): 0 | 1 | 2 | 3 | 4 => Math.round(value * 4) as 0 | 1 | 2 | 3 | 4;

/**
 * The text that makes a model speak as a personality; it is put into the system prompt as it stands. The same
 * personality has always the same text, and each of its fields that is set changes it.
 */
export function promptModifier(personality: Speaker): string {
  const { name, description, tone, traits, style, instructions, examples } = personality;
  const parts = [
    `You speak as the personality "${oneLine(name)}".${description?.trim() ? ` ${description.trim()}` : ''}`,
    tone && `Tone: ${oneLine(tone)}.`,
    traits.length > 0 &&
      list(
        'Traits:',
        traits.map((trait) => `${oneLine(trait.name)}: ${strengths[step(trait.value)]} (${trait.value})`),
      ),
    ...styleNames(style).map(
      (aspect) => `${titled(aspect)} (${style[aspect]}): ${styles[aspect][step(style[aspect] ?? 0)]}`,
    ),
    instructions?.trim(),
    examples.length > 0 && list('Examples of how you write:', examples.map(shown)),
  ];
  return parts.filter(Boolean).join('\n');
}

/** In an order of their own, whatever order they were stored in. */
const styleNames = (style: PersonalityStyle): (keyof PersonalityStyle)[] =>
  (['formality', 'verbosity', 'humor', 'empathy'] as const).filter((name) => style[name] !== undefined);

const list = (title: string, lines: string[]): string =>
  [title, ...lines.map((line) => `- ${line}`)].join('\n');

const shown = (example: PersonalityExample): string =>
  typeof example === 'string'
    ? oneLine(example)
    : `To "${oneLine(example.input)}" you answer "${oneLine(example.output)}"`;

const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

const titled = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
