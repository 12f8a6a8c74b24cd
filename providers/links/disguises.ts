/** The characters that addresses are built with, by their names in HTML. */
const named: Record<string, string> = {
  ...{
    colon: ':',
    sol: '/',
    bsol: '\\',
    period: '.',
    num: '#',
    quest: '?',
    equals: '=',
    amp: '&',
    commat: '@',
  },
  ...{ lpar: '(', rpar: ')', lsqb: '[', rsqb: ']', lbrack: '[', rbrack: ']', lt: '<', gt: '>', quot: '"' },
  ...{ apos: "'", hyphen: '-', lowbar: '_', percnt: '%', plus: '+', Tab: '', NewLine: '', shy: '' },
};
const reference = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));?/gi;
const escaped = /\\(?=[!-/:-@[-`{-~])/g;
/** Browsers leave these out of an address before they read it. */
const ignored = /[\u0000-\u001f\u007f]/g;

/** A text as a browser reads it after Markdown did: without references to characters, escapes and control characters. */
export const undisguised = (text: string): string =>
  decoded(text.replace(escaped, (mark, at: number) => (text[at + 1] === '\\' ? mark : '')));

/** A text as a browser reads it in a tag: without references and control characters. */
export const decoded = (text: string): string => withoutReferences(text).replace(ignored, '');

const withoutReferences = (text: string): string =>
  text.replace(reference, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole;
    const code = decimal === undefined ? parseInt(hexadecimal ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
