import { Button, Stack, Text } from '@mantine/core';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { ApiError } from '../api/api-error.js';
import { ErrorNotice } from './error-notice.js';
import { NotFound } from './not-found.js';
import { Page } from './page.js';

/** What a page shows that could not be shown; the rest of the dashboard goes on. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const t = useTranslations('kit.error');
  const router = useRouter();
  if (error instanceof ApiError && error.code === 'NOT_FOUND') return <NotFound />;
  if (error instanceof ApiError)
    return (
      <Page title={t('title')}>
        <ErrorNotice
          error={error}
          retry={() => {
            reset();
            void router.invalidate();
          }}
        />
      </Page>
    );
  return (
    <Page title={t('crashTitle')}>
      <Stack align="flex-start">
        <Text>{t('crash')}</Text>
        {error instanceof Error && (
          <Text size="xs" c="dimmed" ff="monospace">
            {error.message}
          </Text>
        )}
        <Button onClick={() => window.location.reload()}>{t('reload')}</Button>
      </Stack>
    </Page>
  );
}
