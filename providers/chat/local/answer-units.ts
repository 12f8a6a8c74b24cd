import { splitSentences } from '../../../platform/text/sentences.js';

/** What can be quoted as it stands: a sentence, a list item, a table row, or a block of code. */
export interface AnswerUnit {
  text: string;
  /** Announces what follows, such as `For example:`. */
  announces: boolean;
}

const listItem = /^\s*([-*+•]|\d+[.)])\s/;
const tableRow = /^[^{}()<>]{1,80}(?:: |：).+/;
/** A longer block of code is cut: an answer is no file. */
const maxBlock = 700;

/** The quotable units of a passage in reading order, without headings, questions and fragments. */
export const answerUnits = (passage: string, language = 'en'): AnswerUnit[] =>
  passage
    .split(/\n{2,}/)
    .flatMap((block) => unitsOfBlock(block, language))
    .map((text) => text.trim())
    .filter((text) => isStatement(text) && !question.test(text))
    .map((text) => ({ text, announces: /[:：]$/.test(text) }));

const question = /[?？؟]$/;
/** Several words, or some characters of a script that puts no space between them. */
const isStatement = (text: string): boolean =>
  hasWords(text) || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{5}/u.test(text);

/** Two letters, and later another one behind a space. */
function hasWords(text: string): boolean {
  const first = text.search(/\p{L}{2}/u);
  const gap = first < 0 ? -1 : text.slice(first + 2).search(/\s/);
  return gap >= 0 && /\p{L}/u.test(text.slice(first + 2 + gap));
}

function unitsOfBlock(block: string, language: string): string[] {
  const lines = block.split('\n');
  if (lines.length === 1)
    return listItem.test(block) ? [block] : splitSentences(block, language).map(({ text }) => text);
  const separate = lines.filter((line) => listItem.test(line) || tableRow.test(line)).length;
  if (separate > lines.length / 2) return lines;
  // A question with its answer: only the answer is quoted.
  const [first = '', ...rest] = lines;
  const body = question.test(first.trim()) ? rest : lines;
  const text = body.join('\n');
  return [text.length <= maxBlock ? text : `${text.slice(0, maxBlock).replace(/\n[^\n]*$/, '')}\n…`];
}
