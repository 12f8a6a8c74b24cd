import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { ApiError } from '../api/api-error.js';
import { CopyButton } from './copy-button.js';
import { useErrorText } from './error-text.js';

interface ErrorNoticeProps {
  error: unknown;
  title?: string;
  /** Offered where asking again may help. */
  retry?: () => void;
}

/** Says what went wrong, how to go on, and by which number it can be reported. */
export function ErrorNotice({ error, title, retry }: ErrorNoticeProps) {
  const t = useTranslations('kit.error');
  const text = useErrorText();
  const requestId = error instanceof ApiError ? error.requestId : null;
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={title ?? t('title')}
    >
      <Text size="sm">{text(error)}</Text>
      {(retry ?? requestId) && (
        <Group mt="sm" gap="sm">
          {retry && (
            <Button size="xs" variant="default" onClick={retry}>
              {t('retry')}
            </Button>
          )}
          {requestId && (
            <Group gap={4}>
              <Text size="xs" c="dimmed" ff="monospace">
                {t('requestId', { id: requestId })}
              </Text>
              <CopyButton value={requestId} />
            </Group>
          )}
        </Group>
      )}
    </Alert>
  );
}
