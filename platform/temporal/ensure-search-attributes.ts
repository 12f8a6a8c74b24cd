import type { Client } from '@temporalio/client';
import { errorMessage } from '../errors/app-error.js';
import type { Logger } from '../logging/logger.js';
import { searchAttributes } from './client.js';

/** `INDEXED_VALUE_TYPE_KEYWORD` of Temporal's API. */
const keyword = 2;

/** Registers the platform's search attributes where that is allowed; a cluster's administrator may do it instead. */
export async function ensureSearchAttributes({
  temporal,
  namespace,
  logger,
}: {
  temporal: Client;
  namespace: string;
  logger: Logger;
}): Promise<void> {
  const operator = temporal.connection.operatorService;
  try {
    const { customAttributes } = await operator.listSearchAttributes({ namespace });
    const missing = Object.keys(searchAttributes).filter((name) => !(name in (customAttributes ?? {})));
    if (missing.length === 0) return;
    await operator.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, keyword])),
    });
  } catch (error) {
    const attributes = Object.keys(searchAttributes).join(', ');
    logger.warn(
      { reason: errorMessage(error) },
      `search attributes could not be checked; jobs need ${attributes} (Keyword)`,
    );
  }
}
