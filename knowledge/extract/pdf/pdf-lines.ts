/** A run of text as the page places it; the origin is at the bottom left. */
export interface TextRun {
  text: string;
  x: number;
  y: number;
  width: number;
  /** Of the font, in the page's units. */
  size: number;
  isRightToLeft: boolean;
}

export interface PdfLine {
  text: string;
  x: number;
  /** Of its right end. */
  end: number;
  y: number;
  size: number;
  /** Parts that wide gaps separate, as in the row of a table. */
  cells: number;
}

/** Runs on one baseline without a wide gap between them. */
type Segment = Omit<PdfLine, 'cells'> & { isRightToLeft: boolean };

/** A gap of so many letters' heights separates columns. */
const wideGap = 1.5;
/** A gap of so much of a letter's height is a space. */
const spaceGap = 0.18;
/** Shorter lines on average are cells of a table, whose rows belong together, not columns of prose. */
const proseLine = 22;

/** The lines of a page in the order in which a reader reads them: column by column, from top to bottom. */
export function linesOf(runs: TextRun[]): PdfLine[] {
  return inReadingOrder(segmentsOf(runs)).flatMap(rowsOf);
}

function segmentsOf(runs: TextRun[]): Segment[] {
  const segments: Segment[] = [];
  const rows = groupByBaseline(runs.filter(({ text }) => text.trim() !== ''));
  for (const row of rows) {
    row.sort((a, b) => a.x - b.x);
    let current: (Segment & { parts: TextRun[] }) | undefined;
    for (const run of row) {
      const gap = current ? run.x - current.end : 0;
      if (current && gap < wideGap * Math.max(current.size, run.size)) {
        current.parts.push(run);
        current.end = Math.max(current.end, run.x + run.width);
        current.size = Math.max(current.size, run.size);
      } else {
        current = { ...run, end: run.x + run.width, parts: [run] };
        segments.push(current);
      }
      current.text = textOf(current.parts);
    }
  }
  return segments;
}

function textOf(parts: TextRun[]): string {
  const isRightToLeft = parts.filter((part) => part.isRightToLeft).length * 2 > parts.length;
  const ordered = isRightToLeft ? [...parts].reverse() : parts;
  let text = '';
  ordered.forEach((part, index) => {
    const before = ordered[index - 1];
    const [left, right] = isRightToLeft ? [part, before] : [before, part];
    const gap = left && right ? right.x - (left.x + left.width) : 0;
    const isApart = gap > spaceGap * part.size && !/\s$/.test(text) && !/^\s/.test(part.text);
    text += (isApart ? ' ' : '') + part.text;
  });
  return text.replace(/\s+/g, ' ').trim();
}

/** Runs whose baselines differ by less than half a letter stand on one line: indices and bold words among them. */
function groupByBaseline<T extends { y: number; size: number }>(runs: T[]): T[][] {
  const rows: T[][] = [];
  for (const run of [...runs].sort((a, b) => b.y - a.y)) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row && first && first.y - run.y < 0.5 * Math.min(first.size, run.size)) row.push(run);
    else rows.push([run]);
  }
  return rows;
}

/** Recursive cut along the white space of a page: first between columns of prose, then at the widest gap between lines. */
function inReadingOrder(segments: Segment[], depth = 0): Segment[][] {
  if (segments.length < 2 || depth > 40) return [segments];
  const columns = cutColumns(segments);
  if (columns) return columns.flatMap((part) => inReadingOrder(part, depth + 1));
  const parts = hasColumnsSomewhere(segments) ? cutRows(segments) : null;
  return parts ? parts.flatMap((part) => inReadingOrder(part, depth + 1)) : [segments];
}

function cutColumns(segments: Segment[]): [Segment[], Segment[]] | null {
  const byLeft = [...segments].sort((a, b) => a.x - b.x);
  let end = -Infinity;
  for (const [index, segment] of byLeft.entries()) {
    const gap = segment.x - end;
    if (index > 0 && gap > 0.8 * segment.size) {
      const parts: [Segment[], Segment[]] = [byLeft.slice(0, index), byLeft.slice(index)];
      if (parts.every(isProse)) return parts;
    }
    end = Math.max(end, segment.end);
  }
  return null;
}

const isProse = (segments: Segment[]): boolean =>
  segments.length >= 3 &&
  segments.reduce((sum, { text }) => sum + text.length, 0) >= proseLine * segments.length;

/** Without two segments beside each other there is nothing to cut. */
const hasColumnsSomewhere = (segments: Segment[]): boolean =>
  groupByBaseline(segments).some((row) => row.length > 1);

function cutRows(segments: Segment[]): [Segment[], Segment[]] | null {
  const byTop = [...segments].sort((a, b) => b.y - a.y);
  let best = 0;
  let place = 0;
  for (let index = 1; index < byTop.length; index++) {
    const [above, below] = [byTop[index - 1], byTop[index]];
    if (!above || !below) continue;
    const gap = (above.y - below.y) / Math.max(above.size, below.size);
    if (gap > best) [best, place] = [gap, index];
  }
  // Lines of even distance are one region: cutting them would only tear rows apart.
  return best > 1.6 ? [byTop.slice(0, place), byTop.slice(place)] : null;
}

/** Segments of a region as lines; what stands on one line is a row. */
function rowsOf(region: Segment[]): PdfLine[] {
  return groupByBaseline(region).map((row) => {
    const isRightToLeft = row.every((segment) => segment.isRightToLeft);
    const ordered = [...row].sort((a, b) => (isRightToLeft ? b.x - a.x : a.x - b.x));
    return {
      text: ordered.map(({ text }) => text).join('  '),
      x: Math.min(...row.map(({ x }) => x)),
      end: Math.max(...row.map(({ end }) => end)),
      y: row[0]?.y ?? 0,
      size: Math.max(...row.map(({ size }) => size)),
      cells: row.length,
    };
  });
}
