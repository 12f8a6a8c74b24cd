const firstId = 0x66f0c2a9;
const idTail = 'e4b0a1b2c3d4e5f6';
const firstMoment = Date.UTC(2026, 0, 31, 10);

/** What is shown once in answers is shown never in examples. */
const secrets: Record<string, string> = {
  accessToken: 'eyJhbGciOiJIUzI1NiJ9.…',
  refreshToken: 'rt_…',
  key: 'plx_…',
  secret: 'whsec_…',
  token: 'inv_…',
  uri: 'otpauth://totp/…',
  password: 'correct horse battery',
  code: '123456',
  apiKey: '…',
};

/**
 * Replaces what differs from one recording to the next, and what nobody should copy: ids, moments, random words,
 * addresses, secrets. The same id stays the same in all examples of a recording.
 */
export function createTidy({ site }: { site: string }): (value: unknown) => unknown {
  const ids = new Map<string, string>();
  const moments = new Map<string, string>();
  const idOf = (id: string): string => {
    if (!ids.has(id)) ids.set(id, `${(firstId + ids.size).toString(16)}${idTail}`);
    return ids.get(id) ?? id;
  };
  const momentOf = (moment: string): string => {
    if (!moments.has(moment)) moments.set(moment, new Date(firstMoment + moments.size * 1_000).toISOString());
    return moments.get(moment) ?? moment;
  };
  const tidyText = (text: string): string =>
    text
      .replaceAll(site, 'https://example.org')
      .replace(/https?:\/\/127\.0\.0\.1:\d+/g, 'https://bots.example.org')
      .replace(/127\.0\.0\.1:\d+/g, 'example.org')
      .replace(/\b[0-9a-f]{24}\b/g, idOf)
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, momentOf)
      .replace(/\buser[0-9a-f]{10}\b/g, 'ada')
      .replace(/(?:(?<=\bbase)|(?<![0-9a-f])\s?)(?!\d{10})[0-9a-f]{10}(?![0-9a-f])/g, '');
  const tidy = (value: unknown, name = ''): unknown => {
    if (typeof value === 'string') return secrets[name] ?? tidyText(value);
    if (Array.isArray(value))
      return name === 'recoveryCodes' ? ['aaaa-bbbb-cccc'] : value.slice(0, 3).map((one) => tidy(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [tidyText(key), tidy(one, key)]));
  };
  return (value) => tidy(value);
}
