import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';

export function ClearFilters({ onClear }: { onClear: () => void }) {
  const t = useTranslations('kit.table');
  return (
    <Button variant="default" size="xs" onClick={onClear}>
      {t('clearFilters')}
    </Button>
  );
}
