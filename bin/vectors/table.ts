import { textTable } from '../compose/text-table.js';
import type { TransferredBase } from './transfer.js';

const headings = ['knowledge base', 'source', 'copied', 'target', 'result'];

/** One line for each knowledge base. */
export const transferTable = (bases: readonly TransferredBase[]): string =>
  textTable(
    headings,
    bases.map(({ knowledgeBase, source, copied, target, difference }) => [
      knowledgeBase,
      String(source),
      String(copied),
      String(target),
      difference ?? 'the same',
    ]),
    { numbers: [1, 2, 3] },
  );
