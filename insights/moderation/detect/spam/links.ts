/** Services that hide where a link leads. */
const shorteners = new Set(
  'bit.ly tinyurl.com t.co goo.gl ow.ly is.gd buff.ly rb.gy cutt.ly rebrand.ly shorturl.at t.ly tiny.cc v.gd bl.ink adf.ly shorte.st bc.vc ouo.io lnkd.in soo.gd s.id clck.ru qr.ae tr.im u.to linktr.ee wa.me'.split(
    ' ',
  ),
);
/** Endings under which advertising is found far more often than anything else. */
const doubtfulEndings = new Set(
  'xyz top click loan win bid download stream work party gq cf tk ml ga icu cam rest buzz monster sbs cfd'.split(
    ' ',
  ),
);

// Labels have at most 63 characters, and a name that is looked for has a length: texts of dots and dashes stay linear.
const link =
  /\b(?:https?:\/\/|www\.)[^\s<>"'()]+|\b[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,7}\.(?:com|net|org|io|co|info|biz|xyz|top|click|shop|store|online|site|ru|cn|tk|win|loan|live|club|ly|gl|me|vip|icu)(?:\/[^\s<>"'()]*)?\b/gi;

export interface Link {
  domain: string;
  isShortened: boolean;
  isDoubtful: boolean;
}

const isWithin = (domain: string, domains: readonly string[]): boolean =>
  domains.some((known) => domain === known || domain.endsWith(`.${known}`));

/** The links of a text to hosts that are not allowed by name. */
export function linksOf(text: string, allowed: readonly string[]): Link[] {
  const links: Link[] = [];
  for (const [found] of text.matchAll(link)) {
    const domain = domainOf(found);
    if (!domain || isWithin(domain, allowed)) continue;
    const isShortened = isWithin(domain, [...shorteners]);
    const isDoubtful = doubtfulEndings.has(domain.split('.').at(-1) ?? '') || /^\d+(\.\d+){3}$/.test(domain);
    links.push({ domain, isShortened, isDoubtful });
  }
  return links;
}

export const isBlocked = ({ domain }: Link, blocked: readonly string[]): boolean => isWithin(domain, blocked);

const domainOf = (address: string): string | null => {
  try {
    const url = new URL(/^https?:/i.test(address) ? address : `http://${address}`);
    return url.hostname.replace(/^www\./, '').toLowerCase();
  } catch {
    return null;
  }
};
