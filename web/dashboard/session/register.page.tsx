import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ErrorText } from '../kit/error-text-line.js';
import { showFieldErrors } from '../kit/form-errors.js';
import { AnchorLink } from '../kit/links.js';
import { safeBack } from './back.js';
import { Entrance } from './entrance.js';
import { register } from './session-api.js';

const route = getRouteApi('/register');
const fields = ['username', 'email', 'name', 'password'] as const;

export function RegisterPage() {
  const t = useTranslations('session.register');
  const { back } = route.useSearch();
  const { history } = useRouter();
  const queries = useQueryClient();
  const form = useForm({ initialValues: { username: '', email: '', name: '', password: '' } });
  const [untold, setUntold] = useState<unknown>(null);
  const registering = useMutation({
    mutationFn: ({ name, ...values }: typeof form.values) =>
      register({ ...values, ...(name.trim() ? { name: name.trim() } : {}) }),
    onMutate: () => setUntold(null),
    onSuccess: () => {
      queries.clear();
      history.replace(safeBack(back));
    },
    onError: (error) => {
      if (!showFieldErrors(form, error, fields)) setUntold(error);
    },
  });
  return (
    <Entrance
      title={t('title')}
      lead={t('lead')}
      footer={
        <>
          {t('haveAccount')}{' '}
          <AnchorLink to="/sign-in" search={{ back }} underline="always">
            {t('signIn')}
          </AnchorLink>
        </>
      }
    >
      <form onSubmit={form.onSubmit((values) => registering.mutate(values))}>
        <Stack>
          <ErrorText error={untold} sentences={{ CONFLICT: t('taken') }} />
          <TextInput
            label={t('username')}
            description={t('usernameHint')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            withAsterisk={false}
            minLength={3}
            maxLength={64}
            {...form.getInputProps('username')}
          />
          <TextInput
            label={t('email')}
            type="email"
            autoComplete="email"
            required
            withAsterisk={false}
            {...form.getInputProps('email')}
          />
          <TextInput
            label={`${t('name')} (${t('optional')})`}
            autoComplete="name"
            maxLength={100}
            {...form.getInputProps('name')}
          />
          <PasswordInput
            label={t('password')}
            description={t('passwordHint')}
            autoComplete="new-password"
            required
            withAsterisk={false}
            minLength={8}
            maxLength={200}
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={registering.isPending} mt="xs">
            {t('submit')}
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
