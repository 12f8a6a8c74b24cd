import { Pagination } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { Schema } from '../api/types.js';

interface PagesProps {
  pagination: Schema<'Pagination'>;
  onPage: (page: number | undefined) => void;
}

/** To the other pages of a list; nothing when there is one only. */
export function Pages({ pagination: { page, pages }, onPage }: PagesProps) {
  const t = useTranslations('kit.table');
  if (pages <= 1) return null;
  return (
    <Pagination
      size="sm"
      total={pages}
      value={page}
      onChange={(next) => onPage(next === 1 ? undefined : next)}
      aria-label={t('pages')}
      getItemProps={(number) => ({ 'aria-label': t('page', { page: number, pages }) })}
      getControlProps={(control) => ({ 'aria-label': t(control === 'previous' ? 'previous' : 'next') })}
    />
  );
}
