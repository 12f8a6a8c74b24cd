import { gunzipSync } from 'node:zlib';
import { OutboundError } from '../../platform/http/outbound-error.js';
import { isSameSite } from './addresses.js';
import type { Visitor } from './visitor.js';

const maxBytes = 10_000_000;
/** Files that are read of one site, indexes included. */
const mostFiles = 20;

/**
 * The addresses in a site's sitemaps: those that robots.txt names, otherwise `/sitemap.xml` (sitemaps.org protocol).
 * A sitemap that cannot be read is left out: it is a help, not a source.
 */
export async function readSitemaps(
  visitor: Visitor,
  site: URL,
  { limit, signal }: { limit: number; signal: AbortSignal },
): Promise<string[]> {
  const robots = await visitor.robots.of(site, signal).catch(() => ({}));
  const named = 'rules' in robots ? robots.rules.sitemaps : [];
  const files = named.length > 0 ? [...named] : [new URL('/sitemap.xml', site).href];
  const seen = new Set<string>();
  const found = new Set<string>();
  for (let file = files.shift(); file !== undefined && found.size < limit; file = files.shift()) {
    if (seen.has(file) || seen.size >= mostFiles || !URL.canParse(file) || !isSameSite(file, site)) continue;
    seen.add(file);
    const text = await read(visitor, new URL(file), signal);
    const addresses = locations(text);
    if (/<sitemapindex\b/.test(text)) files.push(...addresses);
    else for (const address of addresses.slice(0, limit - found.size)) found.add(address);
  }
  return [...found];
}

async function read(visitor: Visitor, url: URL, signal: AbortSignal): Promise<string> {
  const isWithin = (target: URL): void => {
    if (!isSameSite(target, url)) throw new OutboundError('refused', 'The sitemap leads to another site');
  };
  try {
    const onRedirect = (hop: { url: URL }): void => isWithin(hop.url);
    const { status, body } = await visitor.visit({ url, onRedirect, limits: { maxBytes }, signal });
    if (status !== 200) return '';
    const isPacked = body[0] === 0x1f && body[1] === 0x8b;
    return (isPacked ? gunzipSync(body, { maxOutputLength: maxBytes }) : body).toString('utf8');
  } catch (error) {
    if (signal.aborted) throw error;
    return '';
  }
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};

const locations = (xml: string): string[] =>
  Array.from(xml.matchAll(/<loc>\s*(?:<!\[CDATA\[\s*)?([^<\s\]]+)/g), ([, address = '']) =>
    address.replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => entities[entity] ?? entity),
  );
