import { Button, ScrollArea, Skeleton, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { ErrorNotice } from '../../kit/error-notice.js';
import { RelativeTime } from '../../kit/relative-time.js';
import { conversationsQuery } from './history.queries.js';
import classes from './playground.module.css';

interface ConversationListProps {
  botId: string;
  userId: string;
  current: string | undefined;
  onOpen: (conversationId: string | undefined) => void;
}

/** One's own conversations with the bot, the latest first. */
export function ConversationList({ botId, userId, current, onOpen }: ConversationListProps) {
  const t = useTranslations('playground');
  const { data, isPending, error, refetch } = useQuery(conversationsQuery(botId, userId));
  return (
    <Stack gap="sm" h="100%">
      <Button
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => onOpen(undefined)}
      >
        {t('new')}
      </Button>
      <ScrollArea flex={1} type="auto">
        <nav aria-label={t('conversations')}>
          {isPending && [80, 60, 70].map((width) => <Skeleton key={width} h={14} my={14} w={`${width}%`} />)}
          {error && <ErrorNotice error={error} retry={() => void refetch()} />}
          {data?.length === 0 && (
            <Text size="sm" c="dimmed" px="xs">
              {t('noConversations')}
            </Text>
          )}
          <ul className={classes.list}>
            {data?.map(({ id, title, lastAt }) => (
              <li key={id}>
                <UnstyledButton
                  className={classes.entry}
                  aria-current={id === current || undefined}
                  onClick={() => onOpen(id)}
                >
                  <Text size="sm" lineClamp={1}>
                    {title}
                  </Text>
                  <Text size="xs" c="dimmed">
                    <RelativeTime at={lastAt} />
                  </Text>
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </nav>
      </ScrollArea>
    </Stack>
  );
}
