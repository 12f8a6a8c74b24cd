import { undisguised } from './disguises.js';

/** What a text without any whitespace may have: where an address begins that a client could make a link of. */
export interface FoundAddress {
  at: number;
  /** From where it begins to the end, as a browser reads it. */
  text: string;
  /** It was written so that only a browser reads it: where it begins in the text as it stands is not known. */
  isDisguised: boolean;
}

/** Endings of names: those of countries, and the others that are common. */
const countries =
  'ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw';
const others =
  'com org net edu gov mil int info biz name pro app dev page site online shop store blog cloud tech xyz top club live link click icu zip mov website space fun host press agency digital email example test';
const endings = `${countries} ${others}`.replaceAll(' ', '|');
const starts = [
  // Any scheme with slashes, also where the browser forgives one that is missing or leans the other way.
  /[a-z][a-z0-9+.-]{1,30}:[\\/]/gi,
  /:[\\/]{2}/g,
  /(?<![a-z0-9])https?:(?=[^\s\\/])/gi,
  /(?<![a-z0-9@.-])www\d{0,3}\.(?=\S)/gi,
  // What programs that look for links find without a scheme, once it could carry something.
  new RegExp(`(?<![\\w@./\\\\-])(?:[a-z0-9-]{1,63}\\.){1,8}(?:${endings})(?::\\d{1,5})?[/?#](?=\\S)`, 'gi'),
  // Without a scheme, where a browser takes that of the page.
  /(?<=[("'=:{])[\\/]{2}(?=[\w[])/g,
  /(?<![\w-])(?:javascript|vbscript):(?=\S)/gi,
  /(?<![\w-])mailto:(?=[^\s?]{1,300}\?)/gi,
];
/** A destination in Markdown or a style sheet, which may also be written in ways that are no address elsewhere. */
const destination = /(?:\]\(|\]:|url\()<?["']?/gi;
const here = 'https://this.invalid/';

/** The first address in a text that follows another one, with which it makes one word. */
export function findAddress(word: string, from = 0): FoundAddress | null {
  const at = firstStart(word, from);
  if (at !== null) return { at, text: word.slice(at), isDisguised: false };
  const plain = undisguised(word);
  if (plain === word) return null;
  const hidden = firstStart(plain, 0);
  // Of a word that was looked at before, what was found before is no news.
  if (hidden === null || (from > 0 && plain === undisguised(word.slice(0, from)))) return null;
  return { at: from, text: plain.slice(hidden), isDisguised: true };
}

function firstStart(word: string, from: number): number | null {
  let first: number | null = null;
  const note = (at: number): void => {
    if (first === null || at < first) first = at;
  };
  for (const pattern of starts)
    for (const match of word.matchAll(pattern))
      if (match.index + match[0].length >= from) {
        note(match.index);
        break;
      }
  for (const match of word.matchAll(destination)) {
    const at = match.index + match[0].length;
    if (at >= from && leadsAway(/^[^)\s>"']*/.exec(word.slice(at, at + 300))?.[0] ?? '')) note(at);
  }
  return first;
}

/** Whether a browser would leave its page for a destination. */
export const leadsAway = (text: string): boolean => {
  const plain = undisguised(text).trim();
  if (!/[:\\/]/.test(plain) || !URL.canParse(plain, here)) return false;
  const { protocol, host } = new URL(plain, here);
  return protocol !== 'https:' || host !== 'this.invalid';
};

/** The address of a text that is one, perhaps without its scheme. */
export function toUrl(text: string): URL | null {
  const plain = undisguised(text);
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(plain)
    ? plain
    : /^[\\/]{2}/.test(plain)
      ? `https:${plain}`
      : `https://${plain}`;
  return URL.canParse(whole) ? new URL(whole) : null;
}

/** Ends of addresses in the texts of people: quotation marks, brackets, signs of other scripts, another address but in a query. */
const end =
  /[\s<>"'`)\]|\\^{}]|[^\u0021-\u007e]|(?<=[^=a-z0-9+.-])[a-z][a-z0-9+.-]{1,30}:[\\/]|(?<=[,;*_~!$(])www\./i;
/** What has no scheme of its own may be no address to a client that sees another one in it. */
const endOfName = new RegExp(end.source.replace('[^=a-z', '[^a-z'), 'i');
const closing = /[)\]>"'`.,;:!?*_~|]+$/;

/** An address without what closes a sentence or a bracket around it: the shortest reading, which every client shares. */
export function shortest(text: string): string {
  const head = /^(?:[a-z][a-z0-9+.-]*:)?[\\/]*/i.exec(text)?.[0].length ?? 0;
  const rest = text.slice(head);
  const at = rest.search(/^https?:/i.test(text) ? end : endOfName);
  return text.slice(0, head) + (at < 0 ? rest : rest.slice(0, at)).replace(closing, '');
}

/** The ways in which an address at the beginning of a text can be read, the longest first. */
export function readings(text: string): string[] {
  const whole = text.replace(closing, '');
  return [...new Set([whole, balanced(whole), shortest(text)])].sort((a, b) => b.length - a.length);
}

/** Up to the bracket that was opened before. */
function balanced(text: string): string {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth < 0) return text.slice(0, at).replace(closing, '');
  }
  return text;
}

/** An address in the one form in which two are compared. */
export const normalForm = ({ href }: URL): string => href.replace(/\/$/, '');

/** All addresses of a text. */
export function addressesIn(text: string): URL[] {
  const found: URL[] = [];
  for (const word of text.split(/[\s<>]+/)) {
    for (let rest = word; rest !== '';) {
      const address = findAddress(rest);
      if (!address) break;
      const urls = readings(address.text).map(toUrl);
      found.push(...urls.filter((url) => url !== null));
      rest = address.isDisguised ? '' : rest.slice(address.at + Math.max(1, shortest(address.text).length));
    }
  }
  return found;
}
