/** A stretch of whole lines, in UTF-16 units of the text. */
export interface TextBlock {
  start: number;
  end: number;
  isCode: boolean;
}

const fenceLine = /^ {0,3}(`{3,}|~{3,})/;
const headingLine = /^\s*#{1,6}\s/;
const itemLine = /^\s*(?:[-*+•]|\d+[.)])\s/;

/**
 * The stretches of lines that belong together: paragraphs, headings, list items with the lines that continue
 * them, fenced blocks of code with their fences (one that is never closed reaches to the end). Blank lines are
 * in none.
 */
export function blocksOf(text: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  let continued: TextBlock | undefined;
  let fence: string | undefined;
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    const opening = fenceLine.exec(line)?.[1];
    if (fence !== undefined) {
      if (continued) continued.end = end;
      if (closes(line, fence)) fence = continued = undefined;
    } else if (line.trim() === '') {
      continued = undefined;
    } else if (continued && !opening && !itemLine.test(line) && !headingLine.test(line)) {
      continued.end = end;
    } else {
      continued = { start, end, isCode: opening !== undefined };
      blocks.push(continued);
      fence = opening;
      if (headingLine.test(line)) continued = undefined;
    }
    start = end + 1;
  }
  return blocks;
}

/** As in CommonMark: the same mark, at least as long, and nothing after it. */
function closes(line: string, fence: string): boolean {
  const mark = line.trim();
  return mark.startsWith(fence) && mark === fence.charAt(0).repeat(mark.length);
}
