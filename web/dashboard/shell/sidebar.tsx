import { AppShell, ScrollArea, Stack, Text } from '@mantine/core';
import { IconApi } from '@tabler/icons-react';
import { NavLink } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Schema } from '../api/types.js';
import { NavigationLink } from '../kit/links.js';
import { botEntries, workspaceEntries } from './navigation.js';
import classes from './shell.module.css';

interface SidebarProps {
  bot: Schema<'Chatbot'> | null;
  /** On a phone the navigation lies over the page. */
  onNavigate: () => void;
}

export function Sidebar({ bot, onNavigate }: SidebarProps) {
  const t = useTranslations('shell');
  return (
    <>
      <AppShell.Section grow component={ScrollArea}>
        <Stack gap="lg">
          <Group title={t('workspace')}>
            {workspaceEntries.map(({ to, label, icon: Icon }) => (
              <NavigationLink
                key={to}
                to={to}
                label={t(label)}
                className={classes.entry}
                leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
                activeOptions={{ exact: true }}
                activeProps={{ 'aria-current': 'page', active: true }}
                onClick={onNavigate}
              />
            ))}
          </Group>
          {bot && (
            <Group title={bot.name}>
              {botEntries.map(({ to, label, icon: Icon }) => (
                <NavigationLink
                  key={to}
                  to={to}
                  params={{ botId: bot.id }}
                  label={t(label)}
                  className={classes.entry}
                  leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
                  activeProps={{ 'aria-current': 'page', active: true }}
                  onClick={onNavigate}
                />
              ))}
            </Group>
          )}
        </Stack>
      </AppShell.Section>
      <AppShell.Section>
        <NavLink
          href="/redoc"
          target="_blank"
          rel="noopener"
          label={t('apiDocs')}
          className={classes.entry}
          leftSection={<IconApi size={18} stroke={1.7} aria-hidden />}
        />
      </AppShell.Section>
    </>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" fw={600} c="dimmed" px="sm" mb={4} truncate>
        {title}
      </Text>
      {children}
    </div>
  );
}
