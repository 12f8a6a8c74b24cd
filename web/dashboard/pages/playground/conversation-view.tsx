import { Box, Button, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Schema } from '../../api/types.js';
import { ErrorNotice } from '../../kit/error-notice.js';
import { Markdown } from '../../kit/markdown.js';
import { CitationDrawer, type OpenedCitation } from './citation-drawer.js';
import { Composer } from './composer.js';
import { conversationQuery } from './history.queries.js';
import { KnowledgeNotice } from './knowledge-notice.js';
import { isOpen, turnsOf } from './messages.js';
import classes from './playground.module.css';
import { TurnView } from './turn-view.js';
import { useConversation } from './use-conversation.js';
import { useFollowEnd } from './use-follow-end.js';

interface ConversationViewProps {
  bot: Schema<'Chatbot'>;
  userId: string;
  version: 'draft' | undefined;
  /** None for a new one. */
  conversationId: string | undefined;
  onConversation: (conversationId: string) => void;
}

/** A conversation with a bot: what was said, what is being said, and where to write. */
export function ConversationView({
  bot,
  userId,
  version,
  conversationId,
  onConversation,
}: ConversationViewProps) {
  const t = useTranslations('playground');
  const queries = useQueryClient();
  const history = useInfiniteQuery({
    ...conversationQuery(bot.id, conversationId ?? ''),
    enabled: conversationId !== undefined,
  });
  const earlier = useMemo(
    () => turnsOf((history.data?.pages ?? []).toReversed().flatMap(({ messages }) => messages)),
    [history.data],
  );
  const { turns, isAnswering, ask, askAgain, stop, goOn } = useConversation({
    botId: bot.id,
    userId,
    version,
    conversationId,
    earlier,
    onChange: (id) => {
      onConversation(id);
      void queries.invalidateQueries({ queryKey: ['history', bot.id, 'user'] });
    },
  });
  const [opened, setOpened] = useState<OpenedCitation | null>(null);
  const last = turns.at(-1);
  const messages = useFollowEnd(
    `${turns.length} ${last?.answer.text.length ?? 0} ${last?.answer.state ?? ''}`,
  );

  // An answer that was being made when the page was left is heard to its end.
  const unheard = last?.answer.state === 'stopped' && history.data && !history.isFetching ? last : undefined;
  const resumed = useRef(false);
  useEffect(() => {
    if (!unheard || resumed.current) return;
    resumed.current = true;
    goOn(unheard);
  }, [unheard, goOn]);

  return (
    <Box className={classes.conversation}>
      <Box className={classes.scroll} ref={messages} tabIndex={0} role="region" aria-label={t('messages')}>
        <Box className={classes.column}>
          {history.hasNextPage && (
            <Button
              variant="default"
              size="xs"
              loading={history.isFetchingNextPage}
              onClick={() => void history.fetchNextPage()}
              display="block"
              mx="auto"
              mb="md"
            >
              {t('earlier')}
            </Button>
          )}
          {history.error && <ErrorNotice error={history.error} retry={() => void history.refetch()} />}
          {history.isLoading && (
            <Stack aria-hidden>
              <Skeleton h={36} w="45%" ml="auto" />
              <Skeleton h={72} w="80%" />
            </Stack>
          )}
          {turns.length === 0 && conversationId === undefined && <Welcome bot={bot} />}
          <ol className={classes.turns}>
            {turns.map((turn) => (
              <TurnView
                key={turn.key}
                botId={bot.id}
                turn={turn}
                onCitation={setOpened}
                onGoOn={goOn}
                onAskAgain={askAgain}
              />
            ))}
          </ol>
        </Box>
      </Box>
      {/* An answer is read out once it is there, not letter by letter. */}
      <VisuallyHidden role="status" aria-live="polite">
        {last && isOpen(last.answer) && t('answering', { bot: bot.name })}
        {last?.answer.state === 'answered' && last.answer.details && last.answer.text}
      </VisuallyHidden>
      <Box className={classes.column}>
        <Composer isAnswering={isAnswering} onAsk={ask} onStop={stop} />
      </Box>
      <CitationDrawer botId={bot.id} opened={opened} onClose={() => setOpened(null)} />
    </Box>
  );
}

function Welcome({ bot }: { bot: Schema<'Chatbot'> }) {
  const t = useTranslations('playground');
  return (
    <Stack gap="sm" mb="lg">
      <KnowledgeNotice bot={bot} />
      {bot.welcomeMessage ? (
        <div className={classes.answer}>
          <Markdown>{bot.welcomeMessage}</Markdown>
        </div>
      ) : (
        <Text c="dimmed" ta="center" mt="xl">
          {t('begin', { bot: bot.name })}
        </Text>
      )}
    </Stack>
  );
}
