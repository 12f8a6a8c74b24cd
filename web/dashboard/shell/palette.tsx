import { useMantineColorScheme } from '@mantine/core';
import '@mantine/spotlight/styles.css';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { IconMessageChatbot, IconMoon, IconPlus, IconSearch, IconSun, type Icon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { chatbotsQuery } from '../api/queries.js';
import { useMay } from '../session/use-may.js';
import { workspaceEntries } from './navigation.js';

interface Choice {
  id: string;
  label: string;
  icon: Icon;
  run: () => unknown;
}

const [store, palette] = createSpotlight();

/** Goes to a page or a bot, or does something, by a few letters of its name. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shell');
  const [query, setQuery] = useState('');
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const search = query.trim().slice(0, 200);
  const bots = useQuery(chatbotsQuery({ limit: 6, sort: 'updatedAt:desc', ...(search ? { search } : {}) }));
  useEffect(() => palette.open(), []);

  const matches = ({ label }: Choice): boolean => label.toLowerCase().includes(search.toLowerCase());
  const ofBots: Choice[] = (bots.data?.data ?? []).map(({ id, name }) => ({
    id,
    label: name,
    icon: IconMessageChatbot,
    run: () => navigate({ to: '/bots/$botId/playground', params: { botId: id } }),
  }));
  const pages: Choice[] = workspaceEntries.map(({ to, label, icon }) => ({
    id: to,
    label: t(label),
    icon,
    run: () => navigate({ to }),
  }));
  const mayCreate = useMay('editor');
  const actions: Choice[] = [
    ...(mayCreate
      ? [
          {
            id: 'new-bot',
            label: t('newBot'),
            icon: IconPlus,
            run: () => navigate({ to: '/bots', search: { create: true } }),
          },
        ]
      : []),
    {
      id: 'light',
      label: `${t('appearance')}: ${t('light')}`,
      icon: IconSun,
      run: () => setColorScheme('light'),
    },
    {
      id: 'dark',
      label: `${t('appearance')}: ${t('dark')}`,
      icon: IconMoon,
      run: () => setColorScheme('dark'),
    },
  ];
  const groups = [
    { label: t('bots'), choices: ofBots },
    { label: t('pages'), choices: pages.filter(matches) },
    { label: t('actions'), choices: actions.filter(matches) },
  ].filter(({ choices }) => choices.length > 0);

  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
    >
      <Spotlight.Search
        placeholder={t('searchPlaceholder')}
        aria-label={t('search')}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {groups.map(({ label, choices }) => (
          <Spotlight.ActionsGroup key={label} label={label}>
            {choices.map(({ id, label: name, icon: Picture, run }) => (
              <Spotlight.Action
                key={id}
                label={name}
                leftSection={<Picture size={18} aria-hidden />}
                onClick={() => void run()}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && !bots.isFetching && <Spotlight.Empty>{t('nothingFound')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
