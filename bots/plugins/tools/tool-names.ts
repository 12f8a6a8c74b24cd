import { createHash } from 'node:crypto';

const longest = 64;

/** Names that models accept, made of what the other side calls its tools: always the same ones, no two alike. */
export class ToolNames {
  private readonly taken = new Set<string>();

  name(wanted: string): string {
    const plain =
      wanted
        .replaceAll(/[^a-zA-Z0-9_-]+/g, '_')
        .replaceAll(/_{2,}/g, '_')
        .replaceAll(/^_+|_+$/g, '') || 'tool';
    // Cut names stay apart by a digest of what they were.
    const base =
      plain.length <= longest
        ? plain
        : `${plain.slice(0, longest - 9)}_${createHash('sha256').update(wanted).digest('hex').slice(0, 8)}`;
    let name = base;
    for (let n = 2; this.taken.has(name); n++) name = `${base.slice(0, longest - 4)}_${n}`;
    this.taken.add(name);
    return name;
  }
}
