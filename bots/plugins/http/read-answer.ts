import { STATUS_CODES } from 'node:http';
import type { GuardedResponse } from '../../../platform/http/guarded-fetch.types.js';
import { boundedResult } from '../tools/bounded-result.js';
import type { Redact } from '../tools/redact.js';
import { ToolError, type ToolResult } from '../tools/tool.js';

/** More of an answer is not read. */
export const longestAnswer = 1_000_000;
const longestExcerpt = 500;
/** The service is there, but not for this call: it may be repeated. */
const busy = new Set([408, 425, 429, 502, 503, 504]);
/** Of an answer without a body. */
const toldHeaders = ['content-type', 'content-length', 'etag', 'last-modified', 'location'];

/**
 * What a service answered: JSON as the value that it is, text as text, and anything else by its type and size.
 * @throws ToolError for every status that is no success, with the beginning of what the service says about it
 */
export function readAnswer(answer: GuardedResponse, redact: Redact): ToolResult {
  const type = (answer.headers['content-type'] ?? '').toLowerCase();
  if (answer.status < 200 || answer.status > 299) throw failure(answer, type, redact);
  if (answer.body.length === 0) {
    const told = toldHeaders.filter((name) => answer.headers[name] !== undefined);
    const headers = Object.fromEntries(told.map((name) => [name, redact.text(answer.headers[name] ?? '')]));
    return { value: { status: answer.status, ...(told.length > 0 ? { headers } : {}) }, truncated: false };
  }
  const isCut = answer.body.length >= longestAnswer;
  if (!isReadable(type, answer.body))
    return {
      value: {
        status: answer.status,
        contentType: redact.text(type) || null,
        bytes: isCut ? null : answer.body.length,
      },
      truncated: isCut,
    };
  const text = decoded(answer.body, type);
  const found = boundedResult(redact.value(isCut ? text : jsonOf(text, type)));
  return { value: found.value, truncated: found.truncated || isCut };
}

function failure({ status, body }: GuardedResponse, type: string, redact: Redact): ToolError {
  const text = isReadable(type, body) ? redact.text(decoded(body, type)).replaceAll(/\s+/g, ' ').trim() : '';
  const excerpt = text.length > longestExcerpt ? `${text.slice(0, longestExcerpt)}…` : text;
  const named = `The service answered ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd();
  const kind = busy.has(status) ? 'unavailable' : 'failed';
  return new ToolError(kind, excerpt === '' ? named : `${named}: ${excerpt}`);
}

const isReadable = (type: string, body: Buffer): boolean =>
  /^text\/|[/+]json\b|[/+]xml\b|javascript|x-www-form-urlencoded|ndjson|yaml/.test(type) ||
  (type === '' && !body.subarray(0, 1_000).includes(0));

/** The text as it is when it is not JSON, whatever it says that it is. */
function jsonOf(text: string, type: string): unknown {
  if (!/[/+]json\b/.test(type) && type !== '') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function decoded(body: Buffer, type: string): string {
  const charset = /charset="?([\w-]+)/.exec(type)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return body.toString('utf8');
  }
}
