import { ActionIcon, Alert, Box, Group, SegmentedControl, Title, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHistory, IconPlus } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { chatbotQuery, meQuery } from '../../api/queries.js';
import { SidePanel } from '../../kit/dialog.js';
import { usePageHeading } from '../../kit/page-heading.js';
import { useMay } from '../../session/use-may.js';
import { ConversationList } from './conversation-list.js';
import { ConversationView } from './conversation-view.js';
import classes from './playground.module.css';

const route = getRouteApi('/app/bots/$botId/playground');

/** Talks to a bot as its end users do. */
export function PlaygroundPage() {
  const { botId } = route.useParams();
  // Each bot has a page of its own, with nothing of the one before.
  return <Playground key={botId} botId={botId} />;
}

function Playground({ botId }: { botId: string }) {
  const t = useTranslations('playground');
  const { data: bot } = useSuspenseQuery(chatbotQuery(botId));
  const { data: me } = useSuspenseQuery(meQuery);
  const heading = usePageHeading(`${bot.name}: ${t('title')}`);
  const userId = `playground-${me.id}`;
  const { opened, current, open, begun } = useOpenedConversation();
  const [isListOpen, list] = useDisclosure(false);
  const { version, choice } = useVersionChoice(bot);
  const conversations = (
    <ConversationList
      botId={botId}
      userId={userId}
      current={current}
      onOpen={(id) => {
        open(id);
        list.close();
      }}
    />
  );
  return (
    <Box className={classes.page}>
      <Box component="aside" className={classes.aside} visibleFrom="md">
        {conversations}
      </Box>
      <Box className={classes.main}>
        <Group className={classes.bar} justify="space-between" wrap="nowrap">
          <Title order={1} size="h5" ref={heading} tabIndex={-1} lineClamp={1}>
            {t('title')}
          </Title>
          <Group gap="xs" wrap="nowrap">
            {choice}
            <Group gap={4} hiddenFrom="md" wrap="nowrap">
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('new')}
                onClick={() => open(undefined)}
              >
                <IconPlus size={18} aria-hidden />
              </ActionIcon>
              <Tooltip label={t('conversations')}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="lg"
                  aria-label={t('conversations')}
                  onClick={list.open}
                >
                  <IconHistory size={18} aria-hidden />
                </ActionIcon>
              </Tooltip>
            </Group>
          </Group>
        </Group>
        {bot.status === 'inactive' && (
          <Alert color="orange" variant="light" m="md" mb={0}>
            {t('inactive')}
          </Alert>
        )}
        <ConversationView
          key={opened.key}
          bot={bot}
          userId={userId}
          version={version}
          conversationId={opened.id}
          onConversation={begun}
        />
      </Box>
      <SidePanel opened={isListOpen} onClose={list.close} title={t('conversations')} size="xs">
        {conversations}
      </SidePanel>
    </Box>
  );
}

/**
 * The conversation that is shown stands in the address. One that begins gets its id with the first answer: it goes on being
 * shown as it is, while another one that is opened, or gone back to, is read anew.
 */
function useOpenedConversation() {
  const { conversation } = route.useSearch();
  const navigate = route.useNavigate();
  const live = useRef(conversation);
  const [opened, setOpened] = useState({ key: 0, id: conversation });
  useEffect(() => {
    if (conversation === live.current) return;
    live.current = conversation;
    setOpened(({ key }) => ({ key: key + 1, id: conversation }));
  }, [conversation]);
  return {
    opened,
    current: conversation,
    open: (id: string | undefined) => {
      if (id === undefined && conversation === undefined) {
        // Also a conversation that is not there yet can be begun anew.
        setOpened(({ key }) => ({ key: key + 1, id: undefined }));
      }
      void navigate({ search: { conversation: id } });
    },
    begun: (id: string) => {
      if (live.current === id) return;
      live.current = id;
      void navigate({ search: { conversation: id }, replace: true });
    },
  };
}

/** Editors may try what is not published yet. */
function useVersionChoice({
  headVersion,
  publishedVersion,
}: {
  headVersion: number | null;
  publishedVersion: number | null;
}) {
  const t = useTranslations('playground');
  const mayTry = useMay('editor') && headVersion !== publishedVersion;
  const [chosen, setChosen] = useState<'draft' | 'published'>('draft');
  if (!mayTry) return { version: undefined, choice: null };
  return {
    version: chosen === 'draft' ? ('draft' as const) : undefined,
    choice: (
      <SegmentedControl
        size="xs"
        aria-label={t('version')}
        value={chosen}
        onChange={(value) => setChosen(value === 'draft' ? 'draft' : 'published')}
        data={[
          { value: 'draft', label: t('draft') },
          { value: 'published', label: t('published') },
        ]}
      />
    ),
  };
}
