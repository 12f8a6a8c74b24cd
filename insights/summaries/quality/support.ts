import { contentStems } from '../../text/words.js';
import { isNegated } from '../../text/signals.js';
import { namesIn, numbersIn } from './details.js';
import type { Evidence, Ground } from './evidence.js';

/** Sentences on which another may rest together, counted from the best one: people answer each other. */
const reach = 3;
/** What each falsehood leaves of a sentence's support. */
const left = {
  number: 0.3,
  farNumber: 0.6,
  absentName: 0.35,
  farName: 0.7,
  nearName: 0.9,
  otherPerson: 0.55,
  wrongAuthor: 0.6,
  denial: 0.45,
};

interface Claim {
  text: string;
  stems: ReadonlySet<string>;
  /** Who and what is named, in its order. */
  names: string[];
  best: Ground;
  /** The best one among its neighbours. */
  around: Ground[];
}

/** How well one sentence of a summary is supported by what was said, 0..1. */
export function supportOf(text: string, stems: ReadonlySet<string>, evidence: Evidence): number {
  const names = namesIn(text, evidence.participants);
  const best = bestGround(stems, names, evidence);
  if (!best) return stems.size === 0 ? 0.5 : 0;
  const { index } = best.unit;
  const around = evidence.grounds.slice(Math.max(0, index - reach), index + reach + 1);
  const claim = { text, stems, names, best, around };
  return (
    overlap(claim, evidence) *
    numbersFit(claim, evidence) *
    namesFit(claim, evidence) *
    denialFits(claim, evidence)
  );
}

function bestGround(
  stems: ReadonlySet<string>,
  names: string[],
  { byStem, grounds, weights }: Evidence,
): Ground | undefined {
  const scores = new Map<Ground, number>();
  for (const stem of stems)
    for (const ground of byStem.get(stem) ?? [])
      scores.set(ground, (scores.get(ground) ?? 0) + 1 / (weights.get(stem) ?? 1));
  const [first] = names;
  let best: Ground | undefined;
  let highest = 0;
  for (const [ground, score] of scores) {
    // Of equals the one whose author is named.
    const value = score / Math.sqrt(1 + ground.stems.size) + (first === ground.names[0] ? 1e-3 : 0);
    if (value > highest) [best, highest] = [ground, value];
  }
  return best ?? (stems.size === 0 ? grounds.find((ground) => ground.names[0] === first) : undefined);
}

/** The share of a sentence's words that stand where it rests, or near; the root because people sum up in words of their own. */
function overlap({ stems, best, around }: Claim, { participants }: Evidence): number {
  const named = participants.flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter(Boolean);
  const telling = [...stems].filter(
    (stem) => !named.some((name) => name.startsWith(stem)) && !reporting.has(stem),
  );
  if (telling.length === 0) return 1;
  const near = telling.filter((stem) => around.some((ground) => ground.stems.has(stem))).length;
  const here = telling.filter((stem) => best.stems.has(stem)).length;
  return Math.sqrt((0.5 * here + 0.5 * near) / telling.length);
}
/** Stems of the words that tell that something was said. */
const reporting: ReadonlySet<string> = new Set(
  'ask suggest tell sai said state agre explain mention repli answer discuss talk want propos offer request inform remind'.split(
    ' ',
  ),
);
const asking = /\b(?:asks?|asked|wonders?|requests?)\b/i;

function numbersFit({ text, best, around }: Claim, { language, numbers: all }: Evidence): number {
  return numbersIn(text, language).reduce((fit, number) => {
    if (best.numbers.has(number) || around.some((ground) => ground.numbers.has(number))) return fit;
    return fit * (all.has(number) ? left.farNumber : left.number);
  }, 1);
}

function namesFit(claim: Claim, { participants, names: all }: Evidence): number {
  const { names, best, around } = claim;
  const people = new Set(participants.map((name) => name.toLowerCase()));
  let fit = 1;
  for (const name of names) {
    if (best.names.includes(name) || isSpeaking(name, claim)) continue;
    if (people.has(name)) fit *= left.otherPerson;
    else if (around.some((ground) => ground.names.includes(name))) fit *= left.nearName;
    else fit *= all.has(name) ? left.farName : left.absentName;
  }
  const [first] = names;
  const isAttributed = first !== undefined && people.has(first);
  return isAttributed && best.names.includes(first) && !isSpeaking(first, claim)
    ? fit * left.wrongAuthor
    : fit;
}

/** Whether somebody says near by what a sentence tells of them; who asks for something does not say it. */
function isSpeaking(name: string, { text, stems, best, around }: Claim): boolean {
  const common = (ground: Ground): number => [...ground.stems].filter((stem) => stems.has(stem)).length;
  const enough = Math.max(1, common(best) / 2);
  return around.some(
    (ground) =>
      ground.names[0] === name &&
      (!ground.isQuestion || asking.test(text)) &&
      (ground === best || common(ground) >= enough),
  );
}

const clauseEnd =
  /[,;:–—]|\s(?:but|and|because|although|while|so|aber|und|weil|obwohl|mais|et|parce que|pero|y|porque)\s/iu;

/** Whether what is denied was denied, clause by clause; questions neither deny nor affirm. */
function denialFits({ text, around }: Claim, { language }: Evidence): number {
  const said = around
    .filter(({ isQuestion }) => !isQuestion || asking.test(text))
    .flatMap(({ unit }) => clausesOf(unit.text, language));
  const fits = clausesOf(text, language).map((clause) => {
    let most = 0;
    let found: boolean[] = [];
    for (const other of said) {
      const common = commonWeight(clause.stems, other.stems);
      if (common === 0 || common < most) continue;
      if (common > most) found = [];
      most = common;
      found.push(other.isNegated);
    }
    return found.length === 0 || found.includes(clause.isNegated);
  });
  return fits.every(Boolean) ? 1 : left.denial;
}

/** What a clause says of its subject stands at its end, and that is what is denied. */
const commonWeight = (clause: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  [...clause].reduce((sum, stem, at) => sum + (other.has(stem) ? 1 + at / 10 : 0), 0);

const clausesOf = (text: string, language: string) =>
  text.split(clauseEnd).map((clause) => ({
    stems: new Set(contentStems(clause, language)),
    isNegated: isNegated(clause, language),
  }));
