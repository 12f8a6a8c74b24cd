import { findAddress, readings, shortest, toUrl, type FoundAddress } from './addresses.js';
import { undisguised } from './disguises.js';
import { isHarmlessTag } from './judge-tag.js';
import { createLinkJudge, type LinkRules } from './link-rules.js';

/** What stands in an answer in place of an address that it may not have. */
export const removedLink = '[link removed]';

/** Longer words and tags, and words of more addresses, are none that people write: they end there, so that no text costs more than it is long. */
const longest = 2_000;
const mostInWord = 50;
const contextLength = 300;
const mostTold = 50;
const mayBeTag = /^<(?:[a-z][a-z0-9-]*(?:$|[\s/>])|[a-z][a-z0-9+.-]*(?:$|:)|[!?/])/i;

export interface LinkGuard {
  /** The next piece of an answer; what may be shown now. */
  push(text: string): string;
  /** What was held back until the end. */
  end(): string;
  /** The addresses that were taken out, without their queries, 50 at most. */
  readonly removed: string[];
}

/**
 * Takes addresses out of an answer while it is made, unless its bot's builder named their host or they stand letter by
 * letter in what the answer rests on: a model that obeys a stranger's text can then send nothing away by a picture that is
 * loaded or a link that somebody follows. Every way is judged in which a client may read an address, not only Markdown;
 * pictures are loaded without anybody's doing, so for them a known host is needed.
 *
 * A word is told as soon as it can be no address; only what may be one is held back, until it ends.
 */
export function createLinkGuard(rules: LinkRules): LinkGuard {
  const judge = createLinkJudge(rules);
  const removed = new Set<string>();
  let pending = '';
  /** What was told of the present word, which decides what its rest means. */
  let before = '';
  let hasPicture = false;
  let isDropping = false;
  /** A word that is held back is looked at again when it has grown by a quarter, so that long ones cost no more than they are long. */
  let nextLook = 0;

  const told = (text: string): string => {
    if ((before + text).includes('![')) hasPicture = true;
    before = (before + text).slice(-contextLength);
    return text;
  };

  const takeOut = (text: string): string => {
    const url = toUrl(text);
    if (removed.size < mostTold)
      removed.add(
        url && url.host !== ''
          ? `${url.protocol}//${url.host}${url.pathname}`.slice(0, 200)
          : text.slice(0, 20),
      );
    before = '';
    return removedLink;
  };

  const isKnown = (reading: string): boolean => {
    const plain = reading.replaceAll('&amp;', '&');
    // Signs that a reader leaves out could carry something as well.
    const url = undisguised(plain) === plain ? toUrl(plain) : null;
    return url !== null && judge.isKnown(url);
  };

  /** Judges an address at the beginning of a text. @param already how much of it was told before */
  const judged = (text: string, already: number): { shown: string; rest: string } => {
    const short = shortest(text);
    // It had ended before: what comes now is no part of it.
    if (short.length <= already) return { shown: told(text.charAt(already)), rest: text.slice(already + 1) };
    const url = toUrl(short);
    if (url && judge.isTrusted(url))
      return { shown: told(short.slice(already)), rest: text.slice(short.length) };
    // The destination that a name stands for may be a picture's.
    const mayBeKnown = !hasPicture && !/\]:<?$/.test(before);
    const known =
      mayBeKnown && readings(text).find((reading) => reading.length > already && isKnown(reading));
    if (!known) return { shown: takeOut(short), rest: text.slice(short.length) };
    const after = text.slice(known.length);
    const close = /^[)\]>"'`.,;:!?*_~|]{0,4}/.exec(after)?.[0] ?? '';
    // Whatever else a client might take for its end has to be apart from it.
    const gap = after.length > close.length ? ' ' : '';
    const shown = told(known.slice(already) + close) + gap;
    if (gap) before = '';
    return { shown, rest: after.slice(close.length) };
  };

  const shownAddress = (found: FoundAddress, word: string): { shown: string; rest: string } => {
    if (found.isDisguised) {
      const url = toUrl(shortest(found.text));
      return url && judge.isTrusted(url)
        ? { shown: told(word), rest: '' }
        : { shown: takeOut(found.text), rest: '' };
    }
    const at = found.at - before.length;
    if (at < 0) return judged(found.text, -at);
    const lead = told(word.slice(0, at));
    const { shown, rest } = judged(found.text, 0);
    return { shown: lead + shown, rest };
  };

  /** A word that has ended, as it may be shown. */
  const shownWord = (word: string): string => {
    let shown = '';
    let addresses = 0;
    for (let rest = word; rest !== '';) {
      const found = findAddress(before + rest, before.length);
      if (!found) return shown + told(rest);
      if (++addresses > mostInWord) return shown + takeOut(rest);
      const next = shownAddress(found, rest);
      shown += next.shown;
      rest = next.rest;
    }
    return shown;
  };

  /** How much of a word that may go on can be shown now. */
  const ready = (word: string): number => {
    const joined = before + word;
    const found = findAddress(joined, before.length);
    const from = [
      found ? found.at : joined.length,
      startOf(/(?<![a-z0-9])(?:h|ht|htt|https?:?[\\/]?|w{1,3})$/i, joined),
      startOf(/(?<=\]\(|\]:|url\()[^\s)]*$/i, joined),
      startOf(/(?<![\w-])mailto:[^\s?]*$/i, joined),
      startOf(/&[#\w]{0,10}$/, joined),
    ];
    return Math.max(0, Math.min(...from) - before.length);
  };

  const shownTag = (tag: string): string => {
    const inner = /^<([a-z][a-z0-9+.-]{1,31}:[^\s<>]*)>$/i.exec(tag)?.[1];
    const isDestination = /(?:\]\(|\]:)$/.test(before);
    if (inner !== undefined || isDestination) {
      const text = inner ?? tag.slice(1, -1);
      if (inner === undefined && !findAddress(`](${text})`)) return told(tag);
      const url = toUrl(text);
      const isTrusted = url !== null && judge.isTrusted(url);
      const mayBeKnown = !hasPicture && !before.endsWith(']:');
      return isTrusted || (mayBeKnown && isKnown(text)) ? told(tag) : takeOut(text);
    }
    if (isHarmlessTag(tag, judge)) {
      before = '';
      return tag;
    }
    return takeOut(tag);
  };

  /** The next token of what is pending, or `null` while it may go on. */
  const next = (isEnd: boolean): string | null => {
    const blank = /^\s+/.exec(pending)?.[0];
    if (blank !== undefined) {
      pending = pending.slice(blank.length);
      isDropping = false;
      if (/\n\s*\n/.test(blank)) hasPicture = false;
      // A destination may follow its bracket after a blank.
      before = /(?:\]\(|\]:)$/.exec(before)?.[0] ?? '';
      return blank;
    }
    if (pending.startsWith('<')) return nextTag(isEnd);
    const stop = pending.search(/[\s<]/);
    const isWhole = stop >= 0 || isEnd;
    const word = stop >= 0 ? pending.slice(0, stop) : pending;
    if (isDropping) {
      pending = pending.slice(word.length);
      return word === '' && !isWhole ? null : '';
    }
    if (word.length > longest) return cutWord(word.slice(0, longest));
    if (isWhole) {
      nextLook = 0;
      pending = pending.slice(word.length);
      return shownWord(word);
    }
    if (word.length < nextLook) return null;
    const length = ready(word);
    nextLook = length === 0 ? word.length * 1.25 : 0;
    if (length === 0) return null;
    pending = pending.slice(length);
    return told(word.slice(0, length));
  };

  /** The beginning of a word that is too long: all of it, or what comes before its first address. */
  const cutWord = (start: string): string => {
    nextLook = 0;
    pending = pending.slice(start.length);
    const found = findAddress(before + start, before.length);
    if (!found) return told(start);
    isDropping = true;
    return told(start.slice(0, Math.max(0, found.at - before.length))) + takeOut(found.text);
  };

  const nextTag = (isEnd: boolean): string | null => {
    isDropping = false;
    const second = pending[1];
    if (second === undefined && !isEnd) return null;
    const isDestination = /(?:\]\(|\]:)$/.test(before);
    const stop = isDestination || mayBeTag.test(pending) ? pending.indexOf('>') : -2;
    if (stop > 0 && stop <= longest) {
      const tag = pending.slice(0, stop + 1);
      pending = pending.slice(stop + 1);
      return shownTag(tag);
    }
    const isOpen = stop === -1 && !isEnd && !/\n\s*\n/.test(pending);
    if (isOpen && pending.length <= longest) return null;
    pending = pending.slice(1);
    // A tag that is longer than any is made none.
    return told(stop !== -2 && (isOpen || stop > longest) ? ' ‹ ' : '<');
  };

  const drain = (isEnd: boolean): string => {
    let shown = '';
    while (pending !== '') {
      const text = next(isEnd);
      if (text === null) break;
      shown += text;
    }
    return shown;
  };

  return {
    push(text) {
      pending += text;
      return drain(false);
    },
    end: () => drain(true),
    get removed() {
      return [...removed];
    },
  };
}

const startOf = (pattern: RegExp, text: string): number => {
  const at = text.search(pattern);
  return at < 0 ? text.length : at;
};

/** A whole text without the addresses that it may not have. */
export function guardLinks(text: string, rules: LinkRules): string {
  const guard = createLinkGuard(rules);
  return guard.push(text) + guard.end();
}
