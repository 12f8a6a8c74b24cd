import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ApiError } from '../api/api-error.js';
import { ErrorText } from '../kit/error-text-line.js';
import { AnchorLink } from '../kit/links.js';
import { safeBack } from './back.js';
import { Entrance } from './entrance.js';
import { signIn, type SignIn } from './session-api.js';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const t = useTranslations('session.signIn');
  const { back, reason } = route.useSearch();
  const { history } = useRouter();
  const queries = useQueryClient();
  const [needsCode, setNeedsCode] = useState(false);
  const form = useForm<Required<SignIn>>({ initialValues: { name: '', password: '', totp: '' } });
  const signing = useMutation({
    mutationFn: signIn,
    onSuccess: () => {
      // Nothing that somebody else saw before is shown to whoever comes now.
      queries.clear();
      history.replace(safeBack(back));
    },
    onError: (error) => {
      if (!(error instanceof ApiError) || error.code !== 'TOTP_REQUIRED') return;
      // Asked for the first time it is no mistake of anybody's.
      if (!needsCode) signing.reset();
      setNeedsCode(true);
    },
  });
  return (
    <Entrance
      title={t('title')}
      lead={t('lead')}
      footer={
        <>
          {t('noAccount')}{' '}
          <AnchorLink to="/register" search={{ back }} underline="always">
            {t('register')}
          </AnchorLink>
        </>
      }
    >
      <form onSubmit={form.onSubmit((values) => signing.mutate(values))}>
        <Stack>
          {reason && !signing.error && (
            <Alert role="status" variant="light">
              {t(reason)}
            </Alert>
          )}
          <ErrorText
            error={signing.error}
            sentences={{ UNAUTHORIZED: t('wrong'), TOTP_REQUIRED: t('wrongCode') }}
          />
          <TextInput
            label={t('name')}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            withAsterisk={false}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <PasswordInput
            label={t('password')}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            {...form.getInputProps('password')}
          />
          {needsCode && (
            <TextInput
              label={t('code')}
              description={t('codeHint')}
              name="totp"
              autoComplete="one-time-code"
              required
              withAsterisk={false}
              ref={(node) => {
                if (form.values.totp === '') node?.focus();
              }}
              {...form.getInputProps('totp')}
            />
          )}
          <Button type="submit" loading={signing.isPending} mt="xs">
            {t('submit')}
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
