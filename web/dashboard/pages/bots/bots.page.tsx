import { Button, Select } from '@mantine/core';
import { IconPlus, IconRobot } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { chatbotsQuery } from '../../api/queries.js';
import { DataTable } from '../../kit/data-table.js';
import { EmptyState } from '../../kit/empty-state.js';
import { Page } from '../../kit/page.js';
import { useMay } from '../../session/use-may.js';
import { useBotColumns } from './bot-columns.js';
import { CreateBotDialog } from './create-bot-dialog.js';

const route = getRouteApi('/app/bots');
const statuses = ['active', 'inactive'] as const;

/** The bots of the organisation. */
export function BotsPage() {
  const t = useTranslations('bots');
  const { create, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(chatbotsQuery(search));
  const columns = useBotColumns();
  const mayCreate = useMay('editor');
  const setCreate = (next: boolean): void =>
    void navigate({ search: { ...search, ...(next ? { create: true } : {}) }, replace: !next });
  const newBot = mayCreate && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreate(true)}>
      {t('new')}
    </Button>
  );
  const isNone = query.data?.pagination.total === 0 && !search.search && !search.status;
  return (
    <Page title={t('title')} description={t('description')} actions={!isNone && newBot}>
      <DataTable
        label={t('title')}
        columns={columns}
        query={query}
        rowKey={({ id }) => id}
        search={search}
        onSearch={(change) =>
          void navigate({ search: (before) => ({ ...before, ...change }) as typeof before })
        }
        onClear={() => void navigate({ search: {} })}
        isSearchable
        filters={
          <Select
            w={160}
            clearable
            aria-label={t('status')}
            placeholder={t('anyStatus')}
            data={statuses.map((value) => ({ value, label: t(`statuses.${value}`) }))}
            value={search.status ?? null}
            onChange={(status) =>
              void navigate({
                search: (before) => ({
                  ...before,
                  page: undefined,
                  status: statuses.find((known) => known === status),
                }),
              })
            }
          />
        }
        empty={
          <EmptyState icon={IconRobot} title={t('empty.title')} action={newBot}>
            {t(mayCreate ? 'empty.text' : 'empty.viewer')}
          </EmptyState>
        }
      />
      <CreateBotDialog opened={create === true && mayCreate} onClose={() => setCreate(false)} />
    </Page>
  );
}
