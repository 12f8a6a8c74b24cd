import { analysed, recentTurns, type Analysis } from './antecedents.js';
import { englishReferences } from './english-references.js';
import { mergeFragment } from './fragments.js';
import { listedItems } from './listed-items.js';
import { ownValues } from './own-values.js';
import type { Known } from './past-turn.js';
import { applied, type Resolution } from './resolution.js';
import { romanceOrGerman } from './other-languages.js';

/** Longer texts say themselves what they are about. */
const longest = 300;

/**
 * Makes a message stand alone: `it`, `the second one`, `and on Sundays?` and `my plan` are replaced by what they refer
 * to in the conversation and in what is known of the end user. By rule, without a model; what is not sure stays as it was.
 */
export function resolveText(text: string, known: Known): Resolution {
  const unchanged = { resolved: text, query: text, replacements: [] };
  if (text.length > longest) return unchanged;
  const own = ownValues(text, known);
  if (known.language !== 'en') return romanceOrGerman(text, known, own) ?? unchanged;
  return english(text, known, own) ?? unchanged;
}

const opener =
  /^(?:(?:ok(?:ay)?|so|well|yes|no|thanks|thank you|great|alright|hm+|and|but|also|then)[\s,.!]+)*?(?:(?:and|but|or|also|plus)\s+(?:what|how)\s+about|(?:what|how)\s+about|what\s+of|same\s+for|and\s+(?:also\s+)?|but\s+|or\s+|also\s+|plus\s+|how\s+is\s+it\s+(?=(?:on|in|at|for|with)\s)|what\s+is\s+it\s+like\s+(?=(?:on|in|at)\s))/i;
const greeting = /^(?:ok(?:ay)?|so|well|great|alright|thanks|thank you|hm+|yes|no)[\s,.!]+/i;

function english(text: string, known: Known, own: ReturnType<typeof ownValues>): Resolution | null {
  const announced = opener.exec(text);
  const isAnnounced = announced !== null && announced[0].length < text.length;
  const more = moreAbout(text, known);
  if (more) return more;
  const spaces = isAnnounced ? (/^\s*/.exec(text.slice(announced[0].length))?.[0].length ?? 0) : 0;
  const start = isAnnounced ? announced[0].length + spaces : (greeting.exec(text)?.[0].length ?? 0);
  const rest = analysed(text.slice(start), { isContinued: isAnnounced });
  const [turn] = recentTurns(known);
  if (turn && isFragment(rest, isAnnounced)) {
    const merged = merge(rest, isAnnounced, known);
    if (merged && merged.toLowerCase() !== turn.question.toLowerCase()) {
      const whole = {
        start: 0,
        end: text.length,
        text: merged,
        value: merged,
        confidence: isAnnounced ? 0.8 : 0.7,
      };
      return { resolved: merged, query: merged, replacements: [whole] };
    }
  }
  const replacements = [...own, ...englishReferences(analysed(text), known)];
  return replacements.length > 0 ? applied(text, replacements) : null;
}

/** The rest of a message put into the question before; `the second one` and `the yearly one` first become what they are. */
function merge(rest: Analysis, isAnnounced: boolean, known: Known): string | null {
  const [turn] = recentTurns(known);
  if (!turn) return null;
  const question = analysed(turn.question);
  const { resolved, replacements } = applied(rest.text, englishReferences(withoutOne(rest, question), known));
  const listed = listedItems(turn.answer).items;
  const isOfList = replacements.some(({ value }) => listed.includes(value));
  // The answer before is the list: its question asked for the list, not for one of its items.
  if (isOfList) return null;
  const settled =
    replacements.length > 0 ? analysed(resolved, { isContinued: isAnnounced }) : withoutOne(rest, question);
  return mergeFragment(question, { ...settled, isAnnounced });
}

/** `the yearly one` after `the monthly plan` is the yearly plan. */
function withoutOne(rest: Analysis, question: Analysis): Analysis {
  const at = rest.tokens.findIndex(({ lower }, index) => index > 0 && (lower === 'one' || lower === 'ones'));
  const one = rest.tokens[at];
  const before = rest.tokens[at - 1];
  if (!one || !before || !['adjective', 'noun'].includes(before.kind) || isOrdinal.test(before.lower))
    return rest;
  const like =
    question.phrases.find(({ theme, modifiers }) => theme !== 'time' && modifiers.length > 0) ??
    question.phrases[0];
  return like
    ? analysed(`${rest.text.slice(0, one.start)}${like.head.text}${rest.text.slice(one.end)}`, {
        isContinued: true,
      })
    : rest;
}

const isOrdinal = /^(?:first|second|third|fourth|fifth|last|other|same|this|that)$/;

/** No sentence of its own: at most eight words without a verb of their own. */
function isFragment({ tokens, text }: Analysis, isAnnounced: boolean): boolean {
  if (tokens.length === 0 || tokens.length > 9) return false;
  const [first] = tokens;
  if (/^(?:if|when|because|unless|while)\s/i.test(text)) return isAnnounced && first?.lower !== 'when';
  const hasVerb = tokens.some(
    ({ kind, lower }, index) =>
      (kind === 'auxiliary' && !["'s"].includes(lower)) || (kind === 'verb' && index !== 0),
  );
  if (hasVerb) return false;
  const hasSubject = tokens.some(({ lower }) =>
    ['i', 'you', 'we', 'they', 'he', 'she', 'it', 'me'].includes(lower),
  );
  if (hasSubject) return false;
  if (first?.kind === 'verb') return isAnnounced && tokens.length === 1;
  return isAnnounced || first?.kind === 'preposition' || first?.kind === 'question' || tokens.length <= 5;
}

const wantsMore =
  /^(?:(?:ok|okay|and|please|can you|could you)[\s,]+)*(?:(?:tell|give)\s+me\s+(?:some\s+)?more(?:\s+(?:details|information|info))?|more(?:\s+(?:details|information|info))|go on|elaborate|explain(?:\s+more)?|what else)(?:\s+please)?[\s.?!]*$/i;

/** `Tell me more`: about what was spoken of last. */
function moreAbout(text: string, known: Known): Resolution | null {
  if (!wantsMore.test(text)) return null;
  const [it] = englishReferences(analysed('Tell me more about it'), known);
  if (!it) return null;
  const resolved = `Tell me more about ${it.text}`;
  const inSearch = it.inSearch === undefined ? resolved : `Tell me more about ${it.inSearch}`;
  return { resolved, query: inSearch, replacements: [{ ...it, start: 0, end: text.length }] };
}
