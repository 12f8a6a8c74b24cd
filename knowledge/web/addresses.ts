/** Parameters that say where a reader came from and never what is shown. */
const tracking =
  /^(utm_\w+|gclid|dclid|fbclid|msclkid|yclid|mc_[ce]id|_hs\w+|_ga|igshid|ref_src|phpsessid|jsessionid|sid|sessionid)$/i;

/**
 * One form for addresses that lead to the same page: no fragment, no tracking, parameters in order. What a path means
 * is the site's own business, so a last slash stays as it is.
 */
export function normalAddress(address: string | URL): string {
  const url = new URL(address);
  url.hash = '';
  url.pathname = url.pathname.replace(/;jsessionid=[^/]*/i, '');
  const parameters = [...url.searchParams].filter(([name]) => !tracking.test(name));
  url.search = '';
  // Only set when there are any: an empty search would leave its question mark.
  if (parameters.length > 0)
    url.search = new URLSearchParams(parameters.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))).toString();
  return url.href;
}

/** The same site: host and port, however it is reached. `www.` and the protocol are no border. */
export const siteOf = (address: string | URL): string => new URL(address).host.replace(/^www\./, '');

export const isSameSite = (one: string | URL, other: string | URL): boolean => siteOf(one) === siteOf(other);
