import { Box, Group, Paper, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Listed } from '../api/types.js';
import { ColumnHeader } from './column-header.js';
import classes from './data-table.module.css';
import { EmptyState } from './empty-state.js';
import { ErrorNotice } from './error-notice.js';
import { isNarrowed, type ListSearch } from './list-search.js';
import { Pages } from './pages.js';
import { SearchField } from './search-field.js';
import { SkeletonRows } from './skeleton-rows.js';
import { ClearFilters } from './clear-filters.js';

export interface Column<T> {
  key: string;
  header: string;
  /** The API sorts by `key`. */
  isSortable?: boolean;
  /** Left out on a phone. */
  isSecondary?: boolean;
  /** For what is done with a row: its header is for screen readers only, and it stands at the end. */
  isAction?: boolean;
  render: (row: T) => ReactNode;
}

/** The parts of a query of @tanstack/react-query that a list shows. */
interface ListQuery<T> {
  data: Listed<T> | undefined;
  error: unknown;
  isFetching: boolean;
  refetch: () => unknown;
}

interface DataTableProps<T> {
  /** Says what is listed, for screen readers. */
  label: string;
  columns: Column<T>[];
  query: ListQuery<T>;
  rowKey: (row: T) => string;
  /** As it stands in the address; a change is a new address. */
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>) => void;
  isSearchable?: boolean;
  /** Further narrowing, beside the field to search with. */
  filters?: ReactNode;
  /** Takes every narrowing back. */
  onClear: () => void;
  /** Shown when there is nothing at all yet: an EmptyState with the next step. */
  empty: ReactNode;
}

/** A list of the API, page by page; what it shows stands in the address, so that it can be sent to others and gone back to. */
export function DataTable<T>({
  label,
  columns,
  query,
  rowKey,
  search,
  onSearch,
  isSearchable = false,
  filters,
  onClear,
  empty,
}: DataTableProps<T>) {
  const t = useTranslations('kit.table');
  const { data, error, isFetching, refetch } = query;
  const narrowed = isNarrowed(search);
  const isEmpty = data?.data.length === 0;
  if (isEmpty && !narrowed && !search.page && !error) return <Paper withBorder>{empty}</Paper>;
  return (
    <Stack gap="sm">
      {(isSearchable || filters) && (
        <Group gap="sm">
          {isSearchable && (
            <SearchField
              value={search.search ?? ''}
              onChange={(text) => onSearch({ search: text || undefined, page: undefined })}
            />
          )}
          {filters}
        </Group>
      )}
      {error ? <ErrorNotice error={error} retry={() => void refetch()} /> : null}
      {(!error || data) && (
        <Paper withBorder className={classes.frame} aria-busy={isFetching}>
          {isEmpty ? (
            <EmptyState icon={IconSearchOff} title={t('none')} action={<ClearFilters onClear={onClear} />}>
              {t('noneHint')}
            </EmptyState>
          ) : (
            <Box className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
              <Table verticalSpacing="sm" horizontalSpacing="md" className={classes.table}>
                <Table.Thead>
                  <Table.Tr>
                    {columns.map((column) => (
                      <ColumnHeader
                        key={column.key}
                        column={column}
                        sort={search.sort}
                        onSort={(sort) => onSearch({ sort, page: undefined })}
                      />
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {data ? (
                    data.data.map((row) => (
                      <Table.Tr key={rowKey(row)}>
                        {columns.map(({ key, render, isSecondary, isAction }) => (
                          <Table.Td key={key} data-secondary={isSecondary} data-action={isAction}>
                            {render(row)}
                          </Table.Td>
                        ))}
                      </Table.Tr>
                    ))
                  ) : (
                    <SkeletonRows columns={columns} />
                  )}
                </Table.Tbody>
              </Table>
            </Box>
          )}
        </Paper>
      )}
      <VisuallyHidden role="status">{data ? '' : t('loading')}</VisuallyHidden>
      {data && data.pagination.total > 0 && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {t('range', rangeOf(data.pagination))}
          </Text>
          <Pages pagination={data.pagination} onPage={(page) => onSearch({ page })} />
        </Group>
      )}
    </Stack>
  );
}

const rangeOf = ({ page, limit, total }: Listed<unknown>['pagination']) => ({
  from: Math.min((page - 1) * limit + 1, total),
  to: Math.min(page * limit, total),
  total,
});
