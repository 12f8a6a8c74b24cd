import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page's HTML or text, a whole answer, or whatever a function does with the exchange. */
export type Page =
  | string
  | { status?: number; headers?: Record<string, string | string[]>; body?: string | Buffer }
  | ((request: IncomingMessage, response: ServerResponse) => void | Promise<void>);

export interface SiteRequest {
  method: string;
  /** Path with query. */
  path: string;
  headers: IncomingMessage['headers'];
  /** Milliseconds, as `performance.now()`. */
  at: number;
  /** Requests that were being answered when this one came, by the whole site. */
  beside: number;
  body: string;
}

/** A web site on a port of 127.0.0.1: its pages by path, and a ledger of every request. What it has not is 404. */
export class WebSite {
  readonly requests: SiteRequest[] = [];
  private readonly pages = new Map<string, Page>();
  private open = 0;
  private readonly server = createServer((request, response) => {
    const beside = this.open++;
    response.once('close', () => this.open--);
    this.answer(request, response, beside).catch(() => response.destroy());
  });

  constructor(pages: Record<string, Page> = {}) {
    this.set(pages);
  }

  /** Adds and replaces pages; a path without a query also answers with any. */
  set(pages: Record<string, Page>): this {
    for (const [path, page] of Object.entries(pages)) this.pages.set(path, page);
    return this;
  }

  remove(path: string): this {
    this.pages.delete(path);
    return this;
  }

  async start(port = 0): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    return this;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  url(path = '/'): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  /** How often a path was asked for. */
  count(path: string): number {
    return this.requests.filter((request) => request.path === path).length;
  }

  /** The paths that were asked for, without robots.txt and sitemaps. */
  get visited(): string[] {
    return this.requests
      .map(({ path }) => path)
      .filter((path) => path !== '/robots.txt' && path !== '/sitemap.xml');
  }

  forget(): this {
    this.requests.length = 0;
    return this;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse, beside: number): Promise<void> {
    const path = request.url ?? '/';
    const { method = 'GET', headers } = request;
    const entry: SiteRequest = { method, path, headers, at: performance.now(), beside, body: '' };
    this.requests.push(entry);
    for await (const part of request) entry.body += String(part);
    const page = this.pages.get(path) ?? this.pages.get(path.split('?')[0]!);
    if (page === undefined) {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not found</h1>');
    } else if (typeof page === 'function') await page(request, response);
    else {
      const { status = 200, headers = {}, body = '' } = typeof page === 'string' ? { body: page } : page;
      const type = path.endsWith('.xml')
        ? 'application/xml'
        : path.endsWith('.txt')
          ? 'text/plain'
          : 'text/html';
      response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, ...headers }).end(body);
    }
  }
}

/** A page with a title, some prose and links. */
export const page = (title: string, text: string, links: string[] = [], head = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body>
<nav><ul>${links.map((href) => `<li><a href="${href}">Link to ${href}</a></li>`).join('')}</ul></nav>
<main><h1>${title}</h1>${text
    .split('\n\n')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('\n')}</main><footer>All rights reserved by the maker of this site.</footer></body></html>`;
