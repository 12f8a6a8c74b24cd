import type { OperationExample } from '../../api/docs/examples.js';
import { createGiven, platformUrl } from '../helpers/given.js';
import { isPrivileged, nameOf, operationsOf, readOpenApi } from '../helpers/openapi.js';
import { calls } from './calls.js';
import { sendCall } from './send-call.js';
import { createTidy } from './tidy-example.js';
import { createWorld } from './world.js';
import { startContractSite } from './contract-site.js';

/** What was sent and answered when each operation was called once, without what differs from one recording to the next. */
export async function recordExamples(): Promise<Record<string, OperationExample>> {
  const given = createGiven(platformUrl());
  const site = await startContractSite();
  try {
    const [world, admin] = await Promise.all([createWorld(given, site), given.admin()]);
    const tidy = createTidy({ site: site.url('') });
    const examples: Record<string, OperationExample> = {};
    for (const operation of operationsOf(await readOpenApi())) {
      const name = nameOf(operation);
      const call = await calls[name]!.call(world);
      const { status, body, headers } = await sendCall(
        operation,
        call,
        isPrivileged(operation) ? admin : world.client,
      );
      if (status >= 300) throw new Error(`${name} answered ${status}: ${JSON.stringify(body)}`);
      const isJson = headers.get('content-type')?.includes('json');
      examples[name] = {
        status,
        ...(call.body === undefined || call.body instanceof FormData ? {} : { request: tidy(call.body) }),
        ...(isJson ? { response: tidy(body) } : {}),
      };
    }
    return examples;
  } finally {
    await site.close();
  }
}
