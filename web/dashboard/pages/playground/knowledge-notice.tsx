import { Alert, Progress, Text } from '@mantine/core';
import { IconBook2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { knowledgeBasesQuery } from '../../api/queries.js';
import type { Schema } from '../../api/types.js';

const countOf = (bases: Schema<'KnowledgeBase'>[]) =>
  bases.reduce(
    (sum, { items }) => ({
      total: sum.total + items.total,
      open: sum.open + items.pending + items.processing,
    }),
    { total: 0, open: 0 },
  );

/** Why a bot may not know something yet: it has no documents, or is still reading them. */
export function KnowledgeNotice({ bot }: { bot: Schema<'Chatbot'> }) {
  const t = useTranslations('playground.knowledge');
  const { data } = useQuery({
    ...knowledgeBasesQuery(bot.id),
    refetchInterval: ({ state }) => (state.data && countOf(state.data.data).open > 0 ? 2_000 : false),
  });
  if (!data) return null;
  const { total, open } = countOf(data.data);
  if (total > 0 && open === 0) return null;
  return (
    <Alert
      variant="light"
      icon={<IconBook2 aria-hidden />}
      title={t(total === 0 ? 'noneTitle' : 'readingTitle')}
      role="status"
    >
      {total === 0 ? (
        <Text size="sm">{t('none')}</Text>
      ) : (
        <>
          <Text size="sm" mb={8}>
            {t('reading', { done: total - open, total })}
          </Text>
          <Progress value={((total - open) / total) * 100} size="sm" aria-label={t('readingTitle')} />
        </>
      )}
    </Alert>
  );
}
