import { findAddress, leadsAway, shortest, toUrl } from './addresses.js';
import { decoded, undisguised } from './disguises.js';
import type { LinkJudge } from './link-rules.js';

/** Wherever a browser may find an address in a tag: a value, or a part of one as in a style or a set of sources. */
const pieces = [/[^\s"'`<>]+/g, /[^\s"'`(),;<>]+/g];
const attribute = /^[\w:.-]+=/;
const absolute = /^(?:[a-z][a-z0-9+.-]*:|[\\/]{2})/i;

/** Whether a tag of HTML leads to nowhere that its bot does not know. */
export function isHarmlessTag(tag: string, judge: LinkJudge): boolean {
  // Written so that nobody takes it for anything else than a tag, and what follows for a part of its address.
  const mayBeKnown = /^<a href="[^"\s<>]*">$/i.test(tag);
  const isGood = (text: string): boolean => {
    const url = toUrl(text);
    return url !== null && (judge.isTrusted(url) || (mayBeKnown && judge.isKnown(url)));
  };
  // A browser reads over line ends within an address, and over those that are written as references.
  return [tag, tag.replace(/[\t\n\r]/g, '')]
    .map((text) => text.replace(/\s/g, ' '))
    .flatMap((text) => [decoded(text), undisguised(text)])
    .flatMap((text) => pieces.flatMap((piece) => text.match(piece) ?? []))
    .map((text) => text.replace(attribute, ''))
    .every((text) => {
      if (absolute.test(text) && leadsAway(text)) return isGood(text);
      const found = findAddress(text);
      return found === null || isGood(shortest(found.text));
    });
}
