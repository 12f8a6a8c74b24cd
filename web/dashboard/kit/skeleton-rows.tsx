import { Skeleton, Table } from '@mantine/core';
import type { Column } from './data-table.js';

/** Rows in the shape of those to come, so that nothing jumps when they are there. */
export function SkeletonRows<T>({ columns, count = 5 }: { columns: Column<T>[]; count?: number }) {
  return Array.from({ length: count }, (_, row) => (
    <Table.Tr key={row} aria-hidden>
      {columns.map(({ key, isSecondary, isAction }, place) => (
        <Table.Td key={key} data-secondary={isSecondary} data-action={isAction}>
          <Skeleton h={14} my={4} w={isAction ? 20 : `${[70, 45, 55, 40][(row + place) % 4]}%`} miw={20} />
        </Table.Td>
      ))}
    </Table.Tr>
  ));
}
