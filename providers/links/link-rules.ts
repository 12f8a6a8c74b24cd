import { isListedHost } from '../../platform/http/listed-hosts.js';
import { addressesIn, normalForm } from './addresses.js';

/** What answers may link to. */
export interface LinkRules {
  /** Hosts as `example.org`, `*.example.org` or with a port: whatever is below them. Asked when there is an address to judge. */
  hosts: () => readonly string[];
  /** What the answer rests on: an address that stands there letter by letter carries nothing else away. */
  texts: () => readonly GivenText[];
}

export interface GivenText {
  text: string;
  /** What was said to get it: an address that was in there already is the model's own. */
  askedFor?: string;
}

/** Judges addresses. */
export interface LinkJudge {
  /** The host is one that the builder named: images and addresses of any kind. */
  isTrusted(url: URL): boolean;
  /** The whole address is known: it may be a link, which somebody has to follow. */
  isKnown(url: URL): boolean;
}

export function createLinkJudge({ hosts, texts }: LinkRules): LinkJudge {
  const read = new Map<string, Set<string>>();
  const knownIn = (text: string): Set<string> => {
    const known = read.get(text) ?? new Set(addressesIn(text).map(normalForm));
    read.set(text, known);
    return known;
  };
  return {
    isTrusted: (url) => /^https?:$/.test(url.protocol) && isListedHost(url, hosts()),
    isKnown: (url) => {
      if (!/^(?:https?|mailto):$/.test(url.protocol)) return false;
      const address = normalForm(url);
      return texts().some(
        ({ text, askedFor = '' }) => knownIn(text).has(address) && !knownIn(askedFor).has(address),
      );
    },
  };
}

/** The hosts that a text names in its addresses; with their ports where those are not the usual ones. */
export const hostsNamedIn = (text: string): string[] => [
  ...new Set(
    addressesIn(text)
      .filter(({ protocol }) => /^https?:$/.test(protocol))
      .map(({ host }) => host),
  ),
];
