import { Table, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { Column } from './data-table.js';
import classes from './data-table.module.css';

interface ColumnHeaderProps<T> {
  column: Column<T>;
  sort: string | undefined;
  onSort: (sort: string) => void;
}

/** The head of a column; one that can be sorted by is a button that says which way it will sort. */
export function ColumnHeader<T>({ column, sort, onSort }: ColumnHeaderProps<T>) {
  const t = useTranslations('kit.table');
  const { key, header, isSortable, isSecondary, isAction } = column;
  const [field, direction] = (sort ?? '').split(':');
  const isSorted = field === key;
  const next = isSorted && direction === 'asc' ? 'desc' : 'asc';
  const Arrow = !isSorted ? IconArrowsSort : direction === 'asc' ? IconArrowUp : IconArrowDown;
  return (
    <Table.Th
      scope="col"
      data-secondary={isSecondary}
      data-action={isAction}
      aria-sort={isSorted ? (direction === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      {isAction ? (
        <VisuallyHidden>{header}</VisuallyHidden>
      ) : isSortable ? (
        <UnstyledButton
          className={classes.sort}
          onClick={() => onSort(`${key}:${next}`)}
          aria-label={t(next === 'asc' ? 'sortAscending' : 'sortDescending', { column: header })}
        >
          {header}
          <Arrow size={13} aria-hidden />
        </UnstyledButton>
      ) : (
        header
      )}
    </Table.Th>
  );
}
