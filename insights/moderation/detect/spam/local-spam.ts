import type { SpamConfig } from '../../../../contracts/ai/moderation-policy.contract.js';
import { fold, latinLook, visible } from '../normalise/fold.js';
import { combined } from '../toxicity/local-toxicity.js';
import { isBlocked, linksOf } from './links.js';
import { spamPhrases } from './phrases.js';

export interface SpamSign {
  name: string;
  weight: number;
}

export interface SpamFindings {
  score: number;
  signs: SpamSign[];
}

const shortest = 12;

/** What makes a text look like advertising or flooding. `repetitions`: how often the author lately sent the same. */
export function localSpam(
  text: string,
  config: SpamConfig,
  { repetitions }: { repetitions: number | null },
): SpamFindings {
  const seen = visible(text);
  const signs = [
    ...linkSigns(seen, config),
    ...phraseSigns(seen, config),
    ...shapeSigns(seen, config),
    ...mentionSigns(seen, config),
    ...repetitionSigns(repetitions, config),
  ];
  return { score: combined(signs.map(({ weight }) => weight)), signs };
}

const sign = (isThere: boolean, name: string, weight: number): SpamSign[] =>
  isThere ? [{ name, weight }] : [];

function linkSigns(text: string, { allowedDomains, blockedDomains, maxLinks }: SpamConfig): SpamSign[] {
  const links = linksOf(text, allowedDomains);
  const words = text.split(/\s+/).filter(Boolean).length;
  return [
    ...sign(
      links.some((link) => isBlocked(link, blockedDomains)),
      'blocked_domain',
      0.95,
    ),
    ...sign(
      links.some(({ isShortened }) => isShortened),
      'shortened_link',
      0.25,
    ),
    ...sign(
      links.some(({ isDoubtful }) => isDoubtful),
      'suspicious_domain',
      0.35,
    ),
    ...sign(
      links.length > maxLinks,
      'excessive_links',
      Math.min(0.8, 0.45 + 0.05 * (links.length - maxLinks)),
    ),
    ...sign(links.length > 1 && links.length * 3 >= words, 'mostly_links', 0.35),
  ];
}

function phraseSigns(text: string, { blockedPhrases }: SpamConfig): SpamSign[] {
  const plain = fold(latinLook(text)).replace(/\s+/g, ' ');
  const own = blockedPhrases.some((phrase) => plain.includes(fold(phrase).replace(/\s+/g, ' ')));
  const known = spamPhrases.flatMap(({ name, weight, pattern }) => {
    const times = [...plain.matchAll(pattern)].length;
    return times === 0 ? [] : [{ name: `phrase_${name}`, weight: Math.min(0.7, weight + 0.1 * (times - 1)) }];
  });
  return [...sign(own, 'blocked_phrase', 0.95), ...known];
}

function shapeSigns(text: string, { maxCapsRatio }: SpamConfig): SpamSign[] {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  const words = fold(text).match(/\p{L}+/gu) ?? [];
  const emojis = text.match(/\p{Extended_Pictographic}/gu)?.length ?? 0;
  const distinct = new Set(words).size;
  const sentences = text
    .split(/[.!?\n]+/)
    .map((part) => fold(part).trim())
    .filter((part) => part.length > 8);
  const repeatedLines = sentences.length - new Set(sentences).size;
  return [
    ...sign(letters >= shortest * 2 && capitals / letters > maxCapsRatio, 'excessive_caps', 0.3),
    ...sign(words.length >= shortest && distinct / words.length < 0.25, 'repeated_words', 0.6),
    ...sign(repeatedLines >= 2, 'repeated_lines', Math.min(0.7, 0.3 + 0.1 * repeatedLines)),
    ...sign(/(.)\1{9,}/u.test(text.replace(/[\s=_\-~*#.]+/g, ' ')), 'repeated_characters', 0.3),
    ...sign(/[!?]{4,}|[$€£]{3,}/.test(text), 'excessive_punctuation', 0.2),
    ...sign(emojis > 8 && emojis > words.length / 2, 'excessive_emoji', 0.3),
  ];
}

function mentionSigns(text: string, { maxMentions }: SpamConfig): SpamSign[] {
  const mentions = text.match(/(?<![\w.])@[\p{L}\w.-]{2,}/gu)?.length ?? 0;
  const everyone = /(?<![\w.])@(?:everyone|here|channel|all)\b/i.test(text);
  const hashtags = text.match(/(?<!\S)#\p{L}[\p{L}\w]*/gu)?.length ?? 0;
  return [
    ...sign(mentions > maxMentions, 'mass_mentions', Math.min(0.8, 0.5 + 0.04 * (mentions - maxMentions))),
    ...sign(everyone && /https?:|www\./i.test(text), 'everyone_with_link', 0.3),
    ...sign(hashtags > 10, 'excessive_hashtags', 0.4),
  ];
}

function repetitionSigns(repetitions: number | null, { maxRepetitions }: SpamConfig): SpamSign[] {
  const beyond = (repetitions ?? 0) - maxRepetitions;
  return sign(beyond > 0, 'repeated_message', Math.min(0.95, 0.6 + 0.1 * beyond));
}
