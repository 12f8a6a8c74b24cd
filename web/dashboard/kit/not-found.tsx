import { Stack, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { ButtonLink } from './links.js';
import { Page } from './page.js';

/** For an address that leads nowhere, and for a thing that is not there. */
export function NotFound() {
  const t = useTranslations('kit.error');
  return (
    <Page title={t('notFoundTitle')}>
      <Stack align="flex-start">
        <Text maw="44rem">{t('notFound')}</Text>
        <ButtonLink to="/bots">{t('home')}</ButtonLink>
      </Stack>
    </Page>
  );
}
