import { invalid } from '../../../platform/errors/app-error.js';
import type { GuardedFetch } from '../../../platform/http/guarded-fetch.types.js';
import { OutboundError } from '../../../platform/http/outbound-error.js';
import { longestDocument } from './openapi/read-document.js';

const field = 'body.manifest.openapi';

/** The document as it was given, or what is at the address that was given; relative servers stand on that address. */
export async function fetchDocument(
  openapi: unknown,
  fetch: GuardedFetch,
): Promise<{ source: unknown; base: string | null }> {
  const text = typeof openapi === 'string' ? openapi.trim() : '';
  if (!/^https?:\/\/\S+$/i.test(text)) return { source: openapi, base: null };
  try {
    const answer = await fetch({
      url: text,
      headers: { accept: 'application/json, application/yaml, text/*;q=0.8, */*;q=0.5' },
      limits: { maxBytes: longestDocument, totalMs: 20_000 },
    });
    if (answer.status !== 200) throw invalid(field, `the address answered ${answer.status}`);
    return { source: answer.body.toString('utf8'), base: answer.url.href };
  } catch (error) {
    if (error instanceof OutboundError) throw invalid(field, error.message);
    throw error;
  }
}
