const allowed = ['http:', 'https:', 'mailto:'];

/** The address of a link if it is one that may be followed; relative ones would lead into this very dashboard. */
export function safeHref(href: string | undefined): string | null {
  if (!href || !URL.canParse(href)) return null;
  const url = new URL(href);
  return allowed.includes(url.protocol) ? url.href : null;
}
