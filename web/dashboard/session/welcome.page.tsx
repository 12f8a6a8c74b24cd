import { Stack, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { ButtonLink } from '../kit/links.js';
import { Entrance } from './entrance.js';

/** Shown when the link of the terminal could not be exchanged for a session; otherwise one is led on at once. */
export function WelcomePage() {
  const t = useTranslations('session.welcome');
  return (
    <Entrance title={t('failedTitle')}>
      <Stack>
        <Text size="sm">{t('failed')}</Text>
        <ButtonLink to="/sign-in">{t('signIn')}</ButtonLink>
      </Stack>
    </Entrance>
  );
}
