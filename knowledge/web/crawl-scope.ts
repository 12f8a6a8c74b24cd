import type { CrawlSettings } from '../../contracts/knowledge.contract.js';
import { isSameSite, normalAddress } from './addresses.js';
import { matchesGlob } from './glob.js';

const longestAddress = 1_000;
const mostParameters = 4;
const deepestPath = 16;
/** A segment that comes back so often is a link that is resolved against itself again and again. */
const mostRepeats = 3;
/** Pages of one path that differ only in their parameters: calendars and filters have no end. */
const mostVariants = 20;

const notPages =
  /\.(png|jpe?g|gif|webp|avif|svg|ico|css|m?js|map|woff2?|ttf|eot|mp[34]|m4[av]|webm|og[gv]|wav|avi|mov|zip|gz|tgz|bz2|xz|7z|rar|dmg|exe|msi|iso|apk|deb|rpm|jar|wasm)$/i;

/** Of these addresses, those that a crawl goes on to: normalised, each once, in their order. */
export function withinCrawl(addresses: string[], site: string, crawl: CrawlSettings): string[] {
  const variants = new Map<string, number>();
  const chosen = new Set<string>();
  for (const address of addresses) {
    if (!URL.canParse(address)) continue;
    const normal = normalAddress(address);
    const url = new URL(normal);
    if (chosen.has(normal) || !isSameSite(url, site) || isTrap(url) || !isWanted(url, crawl)) continue;
    const count = (variants.get(url.pathname) ?? 0) + 1;
    variants.set(url.pathname, count);
    if (url.search === '' || count <= mostVariants) chosen.add(normal);
  }
  return [...chosen];
}

function isWanted({ pathname }: URL, { include, exclude, pathPrefix }: CrawlSettings): boolean {
  if (notPages.test(pathname)) return false;
  if (pathPrefix !== null && !pathname.startsWith(pathPrefix)) return false;
  if (include.length > 0 && !include.some((glob) => matchesGlob(pathname, glob))) return false;
  return !exclude.some((glob) => matchesGlob(pathname, glob));
}

function isTrap(url: URL): boolean {
  if (url.href.length > longestAddress || [...url.searchParams].length > mostParameters) return true;
  const segments = url.pathname.split('/').filter(Boolean);
  if (segments.length > deepestPath) return true;
  const counts = new Map<string, number>();
  for (const segment of segments) counts.set(segment, (counts.get(segment) ?? 0) + 1);
  return Math.max(0, ...counts.values()) > mostRepeats;
}
