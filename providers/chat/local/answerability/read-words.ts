import { analyse } from '../../../../platform/text/analyser.js';
import { stopWordsOf } from '../../../../platform/text/stop-words.js';

/** An English word with what can be told of it without a model. */
export interface ReadWord {
  lower: string;
  /** Its stem, by which words are compared. */
  term: string;
  /** Says something about the topic. */
  isContent: boolean;
  /** Written like the name of somebody or something. */
  isName: boolean;
  isNumber: boolean;
  /** A year or a month. */
  isDate: boolean;
}

const word = /[\p{L}\p{N}\p{M}]+/gu;
const stopWords = stopWordsOf('en');
/** What the stop words leave of `does n't` and `whose`. */
const fragments = /^(?:[a-z]|ll|ve|re|whom|whose|having|being)$/;
const year = /^(?:1\d|20)\d\d$/;
const month = /^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/;
const numeral =
  /^(?:\d.*|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|(?:hundred|thousand|million|billion)s?|dozen|half|third|quarter|fifth|tenth|twice|single|several|couple|pair)$/;

/** The words of an English sentence in their order. */
export function readWords(text: string): ReadWord[] {
  const words = [...text.matchAll(word)].map(([written]) => readWord(written));
  const [first, second] = words;
  // Every sentence begins with a capital: it tells of a name only before another one.
  if (first && !second?.isName) first.isName = false;
  return words;
}

function readWord(written: string): ReadWord {
  const lower = written.toLowerCase();
  const isCapital = /^\p{Lu}/u.test(written);
  const isNumber = numeral.test(lower);
  const isMonth = isCapital && month.test(lower);
  const isContent = isNumber || !(stopWords.has(lower) || fragments.test(lower));
  return {
    lower,
    term: analyse(lower)[0] ?? lower,
    isContent,
    isName: isCapital && isContent && !isNumber && !isMonth,
    isNumber,
    isDate: isMonth || year.test(lower),
  };
}
