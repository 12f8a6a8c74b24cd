/** As much of a Markdown tree as is looked at. */
interface Node {
  type: string;
  value?: string;
  children?: Node[];
  data?: { hName: string; hProperties: Record<string, string> };
}

const mark = /\[(\d{1,3})\]/g;

/**
 * For `remarkPlugins`: makes `[1]` in a text, but not in code, an element `<cite data-index="1">`. Numbers that refer to
 * nothing stay as they are written.
 */
export const citationMarks = (isKnown: (index: number) => boolean) => () => (tree: Node) =>
  visit(tree, isKnown);

function visit(node: Node, isKnown: (index: number) => boolean): void {
  if (!node.children) return;
  node.children = node.children.flatMap((child) => {
    if (child.type === 'text') return split(child.value ?? '', isKnown);
    visit(child, isKnown);
    return [child];
  });
}

function split(text: string, isKnown: (index: number) => boolean): Node[] {
  const parts: Node[] = [];
  let from = 0;
  for (const match of text.matchAll(mark)) {
    const index = Number(match[1]);
    if (!isKnown(index)) continue;
    // The space before a mark would let it stand alone on the next line.
    const before = text.slice(from, match.index).replace(/ $/, '\u00a0');
    if (before) parts.push({ type: 'text', value: before });
    parts.push({
      type: 'citation',
      data: { hName: 'cite', hProperties: { dataIndex: String(index) } },
      children: [],
    });
    from = match.index + match[0].length;
  }
  const rest = text.slice(from);
  if (rest || parts.length === 0) parts.push({ type: 'text', value: rest });
  return parts;
}
