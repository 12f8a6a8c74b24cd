import {
  Avatar,
  Menu,
  Text,
  UnstyledButton,
  useMantineColorScheme,
  type MantineColorScheme,
} from '@mantine/core';
import { IconUser, IconDeviceDesktop, IconLogout, IconMoon, IconSun, type Icon } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { membershipsQuery, meQuery, organizationQuery } from '../api/queries.js';
import { useLanguage } from '../i18n/language-provider.js';
import { languageNames, languages } from '../i18n/languages.js';
import { useMutationWithToast } from '../kit/use-mutation-with-toast.js';
import { enterOrganization, signOut } from '../session/session-api.js';

const appearances: [MantineColorScheme, Icon][] = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['auto', IconDeviceDesktop],
];

/** Who is signed in and where, how things look, and the way out. */
export function UserMenu() {
  const t = useTranslations('shell');
  const me = useQuery(meQuery).data;
  const organization = useQuery(organizationQuery).data;
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { language, choose } = useLanguage();
  const leave = useSignOut();
  const name = me?.name ?? me?.username ?? '';
  return (
    <Menu position="bottom-end" width={260} closeOnItemClick={false}>
      <Menu.Target>
        <UnstyledButton aria-label={`${t('account')}: ${name}`}>
          <Avatar size={32} color="brand" alt="">
            <IconUser size={18} aria-hidden />
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)" truncate>
            {name}
          </Text>
          <Text size="xs" truncate>
            {me?.email}
          </Text>
          {organization && (
            <Text size="xs" truncate>
              {organization.name} · {t(`role.${organization.role}`)}
            </Text>
          )}
        </Menu.Label>
        <Organizations />
        <Menu.Divider />
        <Menu.Label>{t('appearance')}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(next) => {
            const known = appearances.find(([appearance]) => appearance === next);
            if (known) setColorScheme(known[0]);
          }}
        >
          {appearances.map(([appearance, Picture]) => (
            <Menu.RadioItem
              key={appearance}
              value={appearance}
              rightSection={<Picture size={16} aria-hidden />}
            >
              {t(appearance)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Label>{t('language')}</Menu.Label>
        <Menu.RadioGroup
          value={language}
          onChange={(next) => {
            const known = languages.find((one) => one === next);
            if (known) choose(known);
          }}
        >
          {languages.map((one) => (
            <Menu.RadioItem key={one} value={one} lang={one}>
              {languageNames[one]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leave.mutate()}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The organisations that one belongs to, where there is a choice. */
function Organizations() {
  const t = useTranslations('shell');
  const { data } = useQuery(membershipsQuery);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const entering = useMutationWithToast({
    mutationFn: enterOrganization,
    onSuccess: async () => {
      // Everything that is shown belongs to the other one.
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
      await navigate({ to: '/bots' });
    },
  });
  const memberships = data?.data ?? [];
  if (memberships.length < 2) return null;
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t('organization')}</Menu.Label>
      <Menu.RadioGroup
        value={memberships.find(({ active }) => active)?.id}
        onChange={(id) => entering.mutate(id)}
      >
        {memberships.map(({ id, name }) => (
          <Menu.RadioItem key={id} value={id}>
            {name}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}

/** Says that one is signed out only when one is; a session that was over already leads to signing in anyway. */
function useSignOut() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutationWithToast({
    mutationFn: signOut,
    onSuccess: async () => {
      await navigate({ to: '/sign-in', search: { reason: 'signedOut' } });
      queries.clear();
    },
  });
}
