import { Alert } from '@mantine/core';
import { ApiError, type ApiErrorCode } from '../api/api-error.js';
import { useErrorText } from './error-text.js';

interface ErrorTextProps {
  error: unknown;
  /** Sentences of the form's own for codes that it knows better. */
  sentences?: Partial<Record<ApiErrorCode, string>>;
}

/** What a form was refused for, above its fields; nothing without an error. */
export function ErrorText({ error, sentences = {} }: ErrorTextProps) {
  const text = useErrorText();
  if (!error) return null;
  const own = error instanceof ApiError ? sentences[error.code] : undefined;
  return (
    <Alert role="alert" color="red" variant="light">
      {own ?? text(error)}
    </Alert>
  );
}
