import { notifications } from '@mantine/notifications';
import { useMutation, type DefaultError, type UseMutationOptions } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { isSignedOut } from '../api/api-error.js';
import { useErrorText } from './error-text.js';

interface ToastOptions<Data, Variables> {
  /** Said when it is done. */
  done?: (data: Data, variables: Variables) => string;
  /** For forms, which tell of errors at their fields. */
  isQuietOnError?: boolean;
}

/** A change of something, with a word about how it went. */
export function useMutationWithToast<Data, Variables = void>({
  done,
  isQuietOnError = false,
  ...options
}: UseMutationOptions<Data, DefaultError, Variables> & ToastOptions<Data, Variables>) {
  const t = useTranslations('kit.error');
  const text = useErrorText();
  return useMutation<Data, DefaultError, Variables>({
    ...options,
    onSuccess: (data, variables, ...rest) => {
      if (done) notifications.show({ message: done(data, variables), color: 'green' });
      return options.onSuccess?.(data, variables, ...rest);
    },
    onError: (error, ...rest) => {
      // Whoever is signed out is led to the page for that, which says why.
      if (!isQuietOnError && !isSignedOut(error))
        notifications.show({ title: t('title'), message: text(error), color: 'red', autoClose: 10_000 });
      return options.onError?.(error, ...rest);
    },
  });
}
