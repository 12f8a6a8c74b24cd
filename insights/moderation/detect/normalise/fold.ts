import { resolveConfusablesTransformer } from 'obscenity';

const confusables = resolveConfusablesTransformer();

/** Characters that are not seen: they only keep a word from being found. Variation selectors and tags are among them. */
const invisible = /[\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0]/gu;
const marks = /\p{M}/gu;

/** The text as a reader sees it: compatibility forms resolved, invisible characters removed. */
export const visible = (text: string): string => text.normalize('NFKC').replace(invisible, '');

/** Without accents and stacked marks, in lower case; `ß` as `ss`. Lexicons are folded the same way. */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(marks, '').toLowerCase().replaceAll('ß', 'ss').normalize('NFC');

/** Letters of other scripts that look like Latin ones, as those. */
export function latinLook(text: string): string {
  let result = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    result += code < 128 ? character : String.fromCodePoint(confusables.transform(code) ?? code);
  }
  return result;
}
