import { useTranslations } from 'use-intl';
import { ApiError, type ApiErrorCode } from '../api/api-error.js';

/** Codes that say the same whatever was asked; with the others the API's own sentence tells more. */
const explained = [
  'NETWORK',
  'FORBIDDEN',
  'NOT_FOUND',
  'RATE_LIMIT_EXCEEDED',
  'BUDGET_EXCEEDED',
  'PROVIDER_ERROR',
  'SERVICE_UNAVAILABLE',
  'SERVER_ERROR',
  'PAYLOAD_TOO_LARGE',
] as const satisfies ApiErrorCode[];

const isExplained = (code: ApiErrorCode): code is (typeof explained)[number] =>
  explained.some((known) => known === code);

/** What to tell people of an error: a sentence in their language where there is one, otherwise the API's. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations('kit.error.codes');
  return (error) => {
    if (!(error instanceof ApiError)) return t('SERVER_ERROR');
    return isExplained(error.code) ? t(error.code) : error.message;
  };
}
