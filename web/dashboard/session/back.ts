/** Where to go after signing in: a page of this dashboard and nothing else, whatever the address was made to say. */
export function safeBack(back: unknown): string {
  if (typeof back !== 'string' || !back.startsWith('/')) return '/';
  const base = 'http://dashboard.invalid';
  if (!URL.canParse(back, base)) return '/';
  const { origin, pathname, search, hash } = new URL(back, base);
  // `//host` and `/\host` are other hosts to a browser.
  return origin === base && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : '/';
}
