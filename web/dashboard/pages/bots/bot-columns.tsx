import { Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { Schema } from '../../api/types.js';
import type { Column } from '../../kit/data-table.js';
import { AnchorLink } from '../../kit/links.js';
import { RelativeTime } from '../../kit/relative-time.js';
import { StatusBadge } from '../../kit/status-badge.js';
import { BotMenu } from './bot-menu.js';

export function useBotColumns(): Column<Schema<'Chatbot'>>[] {
  const t = useTranslations('bots');
  return [
    {
      key: 'name',
      header: t('name'),
      isSortable: true,
      render: ({ id, name, description }) => (
        <>
          <AnchorLink
            to="/bots/$botId/playground"
            params={{ botId: id }}
            fw={600}
            c="var(--mantine-color-text)"
          >
            {name}
          </AnchorLink>
          {description && (
            <Text size="sm" c="dimmed" lineClamp={1} maw="32rem">
              {description}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'status',
      header: t('status'),
      render: ({ status }) => (
        <StatusBadge tone={status === 'active' ? 'good' : 'neutral'}>{t(`statuses.${status}`)}</StatusBadge>
      ),
    },
    {
      key: 'version',
      header: t('version'),
      isSecondary: true,
      render: ({ publishedVersion, headVersion }) => (
        <Text size="sm">
          {publishedVersion === null ? t('notPublished') : t('published', { version: publishedVersion })}
          {headVersion !== null && headVersion !== publishedVersion && (
            <Text span size="sm" c="dimmed">
              {' · '}
              {t('draft', { version: headVersion })}
            </Text>
          )}
        </Text>
      ),
    },
    {
      key: 'updatedAt',
      header: t('changed'),
      isSortable: true,
      isSecondary: true,
      render: ({ updatedAt }) => (
        <Text size="sm" c="dimmed">
          <RelativeTime at={updatedAt} />
        </Text>
      ),
    },
    { key: 'actions', header: t('actions'), isAction: true, render: (bot) => <BotMenu bot={bot} /> },
  ];
}
