interface HeaderReader {
  get(name: string): string | null;
}

/**
 * Milliseconds until a server wants to be asked again: `retry-after-ms`, or `Retry-After` in seconds or as
 * an HTTP date (RFC 9110, 10.2.3). Undefined when absent or unreadable, never negative.
 */
export function retryAfterMs(headers: HeaderReader, now = Date.now()): number | undefined {
  const milliseconds = numberOf(headers.get('retry-after-ms'));
  if (milliseconds !== undefined) return milliseconds;
  const value = headers.get('retry-after');
  const seconds = numberOf(value);
  if (seconds !== undefined) return seconds * 1_000;
  // Without a name of a month it is no date, although the parser would find one in almost anything.
  const date = /[a-z]{3}/i.test(value ?? '') ? Date.parse(value ?? '') : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function numberOf(value: string | null): number | undefined {
  return value !== null && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
}
