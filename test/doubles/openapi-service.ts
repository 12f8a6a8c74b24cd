import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SiteRequest, WebSite } from './web-site.js';

export const apiKey = 'key-of-the-order-service';
export const clientSecret = 'secret/of+the client';

interface Order {
  id: string;
  article: string;
  quantity: number;
  note?: string | null;
}

/**
 * A shop with an OpenAPI document: orders behind an API key, a public catalogue, tokens for client credentials, and
 * operations that fail in every way. What it was asked is in the site's ledger, what it did in `orders`.
 */
export class OpenApiService {
  readonly orders = new Map<string, Order>();
  /** How long `GET /slow` takes, and how much `GET /large` answers. */
  slowMs = 60_000;
  largeBytes = 3_000_000;
  /** Tokens that were given and are still accepted. */
  readonly tokens = new Set<string>();
  private created = 0;

  constructor(readonly site: WebSite) {
    this.orders.set('A-1', { id: 'A-1', article: 'Lamp', quantity: 2 });
    const json = (
      path: string,
      answer: (exchange: Exchange) => [number, unknown] | Promise<[number, unknown]>,
    ) => site.set({ [path]: (request, response) => this.answer(request, response, answer) });
    site.set({
      '/openapi.json': (_request, response) => send(response, 200, this.document()),
      '/v1/slow': async (_request, response) => {
        await sleep(this.slowMs, undefined, { ref: false });
        response.end('late');
      },
      '/v1/large': (_request, response) =>
        void response.writeHead(200, { 'content-type': 'text/plain' }).end('x'.repeat(this.largeBytes)),
      '/v1/picture': (_request, response) =>
        void response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.alloc(1_234)),
      '/v1/gone': { status: 204 },
    });
    json('/v1/echo', ({ request, query, body }) => [
      200,
      { headers: request.headers, query, body: parsed(body) },
    ]);
    json('/v1/fail', ({ request, query }) => [
      Number(query.status ?? 500),
      { problem: 'it broke', sent: request.headers['x-api-key'] ?? request.headers.authorization ?? null },
    ]);
    site.set({
      '/v1/away': (request, response) => {
        const to = new URL(request.url ?? '/', 'http://site').searchParams.get('to') ?? '/';
        response.writeHead(302, { location: to }).end();
      },
      '/token': async (request, response) => {
        const form = new URLSearchParams(this.last(request));
        const expected = `Basic ${Buffer.from(`shop:${encodeURIComponent(clientSecret)}`).toString('base64')}`;
        if (request.headers.authorization !== expected || form.get('grant_type') !== 'client_credentials')
          return send(response, 401, { error: 'invalid_client' });
        const token = `token-${++this.created}-of-the-shop`;
        this.tokens.add(token);
        return send(response, 200, { access_token: token, token_type: 'Bearer', expires_in: 3600 });
      },
    });
    json('/v1/reports', ({ request }) =>
      this.tokens.has(request.headers.authorization?.replace('Bearer ', '') ?? '')
        ? [200, { reports: 3 }]
        : [401, { error: 'no token' }],
    );
    json('/v1/orders', ({ request, body }) => {
      if (request.headers['x-api-key'] !== apiKey) return [401, { error: 'who are you?' }];
      if (request.method === 'GET') return [200, [...this.orders.values()]];
      const order = { ...(parsed(body) as Order), id: `B-${++this.created}` };
      this.orders.set(order.id, order);
      this.site.set({
        [`/v1/orders/${order.id}`]: (one, response) => this.answer(one, response, this.order),
      });
      return [201, order];
    });
    json('/v1/orders/A-1', this.order);
  }

  get base(): string {
    return this.site.url('/v1');
  }

  requests(path: string): SiteRequest[] {
    return this.site.requests.filter((request) => request.path.split('?')[0] === path);
  }

  /** As the service describes itself; the tests change it where they need another one. */
  document(): OpenApi {
    const order = { $ref: '#/components/schemas/Order' };
    return {
      openapi: '3.0.3',
      info: { title: 'Shop', version: '1' },
      servers: [{ url: this.base }],
      security: [{ ApiKey: [] }],
      paths: {
        '/orders': {
          get: { operationId: 'listOrders', summary: 'Lists all orders', responses: {} },
          post: {
            operationId: 'createOrder',
            summary: 'Orders an article',
            requestBody: { required: true, content: { 'application/json': { schema: order } } },
            responses: {},
          },
        },
        '/orders/{orderId}': {
          parameters: [{ name: 'orderId', in: 'path', required: true, schema: { type: 'string' } }],
          get: { operationId: 'getOrder', summary: 'Tells the state of an order', responses: {} },
        },
        '/echo': {
          post: {
            operationId: 'echo',
            parameters: [
              { name: 'tags', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
              { name: 'X-Trace', in: 'header', schema: { type: 'string' } },
            ],
            requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
            responses: {},
          },
        },
        '/fail': { get: { operationId: 'fail', parameters: [integer('status')], responses: {} } },
        '/slow': { get: { operationId: 'slow', responses: {} } },
        '/large': { get: { operationId: 'large', security: [], responses: {} } },
        '/picture': { get: { operationId: 'picture', security: [], responses: {} } },
        '/gone': { delete: { operationId: 'remove', responses: {} } },
        '/away': {
          get: {
            operationId: 'away',
            parameters: [{ name: 'to', in: 'query', schema: { type: 'string' } }],
            responses: {},
          },
        },
        '/reports': { get: { operationId: 'reports', security: [{ Client: ['read'] }], responses: {} } },
        '/upload': {
          post: {
            operationId: 'upload',
            requestBody: { required: true, content: { 'multipart/form-data': { schema: {} } } },
            responses: {},
          },
        },
      },
      components: {
        schemas: {
          Order: {
            type: 'object',
            required: ['id', 'article', 'quantity'],
            properties: {
              id: { type: 'string', readOnly: true },
              article: { type: 'string', description: 'What is ordered' },
              quantity: { type: 'integer', minimum: 0, exclusiveMinimum: true },
              note: { type: 'string', nullable: true },
            },
          },
        },
        securitySchemes: {
          ApiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
          Client: {
            type: 'oauth2',
            flows: { clientCredentials: { tokenUrl: this.site.url('/token'), scopes: { read: '' } } },
          },
        },
      },
    };
  }

  private readonly order = ({ request }: Exchange): [number, unknown] => {
    if (request.headers['x-api-key'] !== apiKey) return [401, { error: 'who are you?' }];
    const order = this.orders.get(request.url?.split('?')[0]?.split('/').at(-1) ?? '');
    return order ? [200, { ...order, state: 'shipped' }] : [404, { error: 'no such order' }];
  };

  private last(request: IncomingMessage): string {
    return this.site.requests.findLast(({ path }) => path === request.url)?.body ?? '';
  }

  private async answer(
    request: IncomingMessage,
    response: ServerResponse,
    answer: (exchange: Exchange) => [number, unknown] | Promise<[number, unknown]>,
  ): Promise<void> {
    const query = Object.fromEntries(new URL(request.url ?? '/', 'http://site').searchParams);
    const [status, body] = await answer({ request, query, body: this.last(request) });
    send(response, status, body);
  }
}

interface Exchange {
  request: IncomingMessage;
  query: Record<string, string>;
  body: string;
}

// A document of any shape, for tests to change.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type OpenApi = any;

const integer = (name: string) => ({ name, in: 'query', schema: { type: 'integer' } });

const parsed = (text: string): unknown => (text === '' ? null : JSON.parse(text));

const send = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
