import * as cheerio from 'cheerio';
import { ExtractionError, maxCharacters } from '../extract/blocks.js';
import { readableHtml } from './readable.js';

export interface PageRequest {
  html: string;
  /** Where the page came from. */
  url: string;
}

export interface PageContent {
  title: string | null;
  /** Absolute; as the page claims, not yet believed. */
  canonical: string | null;
  noindex: boolean;
  nofollow: boolean;
  /** Absolute addresses that the page's author vouches for, each once, in their order. */
  links: string[];
  /** The readable part. */
  html: string;
}

const mostLinks = 5_000;

/** What a page says, and where it leads. @throws ExtractionError when it is too long */
export async function readPage({ html, url }: PageRequest): Promise<PageContent> {
  if (html.length > maxCharacters)
    throw new ExtractionError(`The page exceeds ${maxCharacters.toLocaleString('en')} characters`);
  const $ = cheerio.load(html);
  const base = absolute($('base[href]').first().attr('href'), url) ?? url;
  const directives = $('meta[name="robots" i], meta[name="chatbotsplatform" i]')
    .toArray()
    .map((meta) => $(meta).attr('content') ?? '')
    .join(',');
  const title = collapsed($('head > title').first().text()) || collapsed($('h1').first().text());
  return {
    title: Array.from(title).slice(0, 300).join('') || null,
    canonical: absolute($('link[rel~="canonical" i]').first().attr('href'), base),
    ...robotsDirectives(directives),
    links: linksOf($, base),
    html: readableHtml(html, title),
  };
}

/** As in meta elements and in `X-Robots-Tag`, there also behind the name of another robot, which is not ours. */
export function robotsDirectives(text: string): { noindex: boolean; nofollow: boolean } {
  const words = text
    .toLowerCase()
    .split(',')
    .map((part) => part.trim());
  const says = (...wanted: string[]): boolean => words.some((word) => wanted.includes(word));
  return { noindex: says('noindex', 'none'), nofollow: says('nofollow', 'none') };
}

function linksOf($: cheerio.CheerioAPI, base: string): string[] {
  const links = new Set<string>();
  for (const element of $('a[href], area[href]').toArray()) {
    if (links.size >= mostLinks) break;
    if (/\b(nofollow|ugc|sponsored)\b/i.test($(element).attr('rel') ?? '')) continue;
    const link = absolute($(element).attr('href'), base);
    if (link) links.add(link);
  }
  return [...links];
}

function absolute(href: string | undefined, base: string): string | null {
  const text = href?.trim();
  if (!text || !URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  // What stands before an @ is no address but a disguise.
  if (url.username !== '' || url.password !== '') return null;
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}

const collapsed = (text: string): string => text.replace(/\s+/g, ' ').trim();
