import { IconMapOff } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { EmptyState } from './empty-state.js';
import { ButtonLink } from './links.js';
import { Page } from './page.js';

/** For an address that leads nowhere, and for a thing that is not there. */
export function NotFound() {
  const t = useTranslations('kit.error');
  return (
    <Page title={t('notFoundTitle')}>
      <EmptyState icon={IconMapOff} title="404" action={<ButtonLink to="/bots">{t('home')}</ButtonLink>}>
        {t('notFound')}
      </EmptyState>
    </Page>
  );
}
