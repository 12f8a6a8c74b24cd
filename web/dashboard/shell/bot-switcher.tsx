import { Button, Loader, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { chatbotsQuery } from '../api/queries.js';
import type { Schema } from '../api/types.js';
import classes from './shell.module.css';

/** As many as fit into a menu; the others are found in the list or by their name. */
const shown = 10;

/** The bot that one is at, and the way to the others. */
export function BotSwitcher({ bot }: { bot: Schema<'Chatbot'> | null }) {
  const t = useTranslations('shell');
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const bots = useQuery({ ...chatbotsQuery({ limit: shown, sort: 'updatedAt:desc' }), enabled: isOpen });
  return (
    <Menu position="bottom-start" width={280} opened={isOpen} onChange={setOpen}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          c="var(--mantine-color-text)"
          rightSection={<IconChevronDown size={16} aria-hidden />}
          aria-label={bot ? `${t('switchBot')}: ${bot.name}` : t('chooseBot')}
        >
          <span className={classes.name}>{bot?.name ?? t('chooseBot')}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {bots.isPending && <Loader size="sm" m="sm" />}
        {bots.data?.data.map(({ id, name }) => (
          <Menu.Item
            key={id}
            rightSection={id === bot?.id && <IconCheck size={16} aria-hidden />}
            aria-current={id === bot?.id || undefined}
            onClick={() => void navigate({ to: '/bots/$botId/playground', params: { botId: id } })}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void navigate({ to: '/bots' })}>{t('allBots')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
