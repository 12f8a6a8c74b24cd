import { AppShell, Burger, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { AnchorLink } from '../kit/links.js';
import { BotSwitcher } from './bot-switcher.js';
import { useCurrentBot } from './current-bot.js';
import { Logo } from './logo.js';
import { PaletteButton } from './palette-button.js';
import classes from './shell.module.css';
import { Sidebar } from './sidebar.js';
import { UserMenu } from './user-menu.js';

/** What is around every page of somebody who is signed in. */
export function Shell() {
  const t = useTranslations('shell');
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const bot = useCurrentBot();
  return (
    <>
      <a href="#content" className={classes.skip}>
        {t('skip')}
      </a>
      <AppShell
        header={{ height: 56 }}
        navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
        padding={0}
      >
        <AppShell.Header className={classes.header}>
          <Group h="100%" px="md" gap="sm" justify="space-between" wrap="nowrap">
            <Group gap="sm" wrap="nowrap" miw={0}>
              <Burger
                opened={isOpen}
                onClick={toggle}
                hiddenFrom="sm"
                size="sm"
                aria-label={t(isOpen ? 'closeNavigation' : 'openNavigation')}
                aria-expanded={isOpen}
              />
              <AnchorLink to="/bots" aria-label={t('allBots')} lh={0} visibleFrom="xs">
                <Logo />
              </AnchorLink>
              <BotSwitcher bot={bot} />
            </Group>
            <Group gap="sm" wrap="nowrap">
              <PaletteButton />
              <UserMenu />
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar p="sm" className={classes.navbar} aria-label={t('navigation')}>
          <Sidebar bot={bot} onNavigate={close} />
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
          <Outlet />
        </AppShell.Main>
      </AppShell>
    </>
  );
}
