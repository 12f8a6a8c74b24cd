import { ExtractionError, type Block } from './blocks.js';

/** How questions may be written, told by what stands before them; the group `text` is the question. */
const styles: RegExp[] = [
  // A single letter other than Q would also begin "F. Scott" or "p) seventh".
  /^\s*(?:#{1,6}\s+|[-*]\s+)?(?:\*\*)?(?:Q|Question|Frage|Pregunta|[FP](?=\s*\d*\s*:))\s*\d*\s*[:.)]\s*(?:\*\*)?\s*(?<text>.+?)(?:\*\*)?\s*$/i,
  /^\s{0,3}#{1,6}\s+(?:\d+[.)]\s+)?(?:\*\*)?(?<text>.{3,500}\?)(?:\*\*)?\s*#*\s*$/,
  /^\s*(?:\d+[.)]\s+)?\*\*(?:\d+[.)]\s+)?(?<text>.{3,500}\?)\s*\*\*\s*$/,
  /^\s*\d+[.)]\s+(?<text>[^*].{2,500}\?)\s*$/,
  /^\s*(?<text>[^\s#*\d>-].{2,500}\?)\s*$/,
];
const answerMark =
  /^\s*(?:[-*]\s+)?(?:\*\*)?(?:A|Answer|Antwort|R|Respuesta|Réponse)\s*\d*\s*[:.)]\s*(?:\*\*)?\s*(?<text>.*)$/i;
const headingMark = /^\s{0,3}(?<level>#{1,6})\s+(?<text>.+?)\s*#*\s*$/;

interface Pair {
  question: string;
  /** Of the heading that the question is, 7 when it is none. */
  level: number;
  answer: string[];
  isAnswered: boolean;
}

/**
 * Questions and answers: `Q: … / A: …` pairs, or questions on lines of their own (as headings, bold, numbered or
 * plain) followed by their answers. Other headings stand above the questions that follow them.
 * @throws ExtractionError when there is no pair
 */
export function extractFaq(text: string): Block[] {
  const lines = text.split('\n');
  const style = styleOf(lines);
  const blocks: Block[] = [];
  let pair: Pair | undefined;
  const close = (): void => {
    const answer = pair?.answer.join('\n').trim();
    if (pair && answer) blocks.push({ kind: 'question', question: pair.question, answer });
    pair = undefined;
  };
  for (const line of lines) {
    const question = style.exec(marked(line))?.groups?.text?.trim();
    const heading = headingMark.exec(marked(line))?.groups;
    const level = heading?.level?.length ?? 7;
    if (question) {
      close();
      pair = { question, level, answer: [], isAnswered: false };
    } else if (heading?.text && level < (pair?.level ?? 7)) {
      close();
      blocks.push({ kind: 'heading', level, text: heading.text });
    } else if (pair) answer(pair, line);
  }
  close();
  if (blocks.every(({ kind }) => kind === 'heading')) {
    throw new ExtractionError(
      'No question with an answer was found; write "Q: …" and "A: …" on lines of their own',
    );
  }
  return blocks;
}

/** Nobody writes a longer question or heading, and looking for marks in a longer line takes its time. */
const longestMarked = 1_000;
const marked = (line: string): string => (line.length > longestMarked ? '' : line);

/** The style of most questions, so that a question asked in an answer does not end it; of equals the more explicit one. */
function styleOf(lines: string[]): RegExp {
  const count = (style: RegExp): number => lines.filter((line) => style.test(marked(line))).length;
  return styles.reduce((best, style) => (count(style) > count(best) ? style : best));
}

/** What stands between the question's first line and the mark of its answer belongs to the question. */
function answer(pair: Pair, line: string): void {
  const begun = pair.isAnswered ? undefined : answerMark.exec(line)?.groups?.text;
  if (begun === undefined) {
    pair.answer.push(line);
    return;
  }
  pair.question = [pair.question, ...pair.answer.map((part) => part.trim())].filter(Boolean).join(' ');
  pair.answer = [begun];
  pair.isAnswered = true;
}
