import { OutboundError } from '../../../../platform/http/outbound-error.js';
import { isHostEntry, isListedHost } from '../../../../platform/http/listed-hosts.js';
import { beginning } from '../../tools/bounded-result.js';
import { toToolError } from '../../tools/to-tool-error.js';
import { ToolError } from '../../tools/tool.js';
import { defineBuiltin, type BuiltinCall } from '../builtin-plugin.js';
import { readableText, tidy } from './readable-text.js';

const readTypes = [
  'text/*',
  'application/json',
  'application/xhtml+xml',
  'application/xml',
  'application/ld+json',
];
const mostBytes = 500_000;

const hostsOf = ({ config }: BuiltinCall['settings']): string[] =>
  (Array.isArray(config.allowedHosts) ? config.allowedHosts : []).filter(
    (host): host is string => typeof host === 'string',
  );

function checkHost(url: URL, hosts: string[]): void {
  if (!isListedHost(url, hosts))
    throw new ToolError('refused', `This bot may not fetch from ${url.host.slice(0, 100)}`);
}

async function fetchPage(
  { url: given }: Record<string, unknown>,
  { settings, dependencies, context: { signal } }: BuiltinCall,
) {
  const hosts = hostsOf(settings);
  if (!URL.canParse(String(given))) throw new ToolError('failed', 'The address is not an URL');
  const url = new URL(String(given));
  url.hash = '';
  checkHost(url, hosts);
  try {
    const answer = await dependencies.fetch({
      ...{ url, signal, accept: readTypes, cutBody: true, limits: { maxBytes: mostBytes, maxRedirects: 3 } },
      onRedirect: (hop) => checkHost(hop.url, hosts),
    });
    if (answer.status >= 400) {
      const kind = answer.status === 429 || answer.status >= 500 ? 'unavailable' : 'failed';
      throw new ToolError(kind, `The page answered with status ${answer.status}`);
    }
    const isHtml = /html/.test(answer.headers['content-type'] ?? '');
    const body = answer.body.toString('utf8');
    const { title, text } = isHtml ? readableText(body) : { title: null, text: tidy(body) };
    const limit = Number(settings.config.maxCharacters ?? 10_000);
    const told = beginning(text.slice(0, limit), limit * 4);
    return {
      url: answer.url.href,
      title,
      text: told,
      ...(told.length < text.length || answer.body.length >= mostBytes ? { truncated: true } : {}),
    };
  } catch (error) {
    throw error instanceof OutboundError ? toToolError(error) : error;
  }
}

export const webFetchPlugin = defineBuiltin({
  id: 'builtin-web-fetch',
  name: 'Web fetch',
  description: 'Reads pages of the hosts that its settings allow, as plain text.',
  version: '1.0.0',
  configSchema: {
    type: 'object',
    properties: {
      allowedHosts: {
        type: 'array',
        items: { type: 'string', minLength: 1, maxLength: 255 },
        minItems: 1,
        maxItems: 50,
        description: 'Such as docs.example.org, *.example.org or wiki.intern:8080; no others are asked',
      },
      maxCharacters: { type: 'integer', minimum: 500, maximum: 30_000, default: 10_000 },
    },
    required: ['allowedHosts'],
    additionalProperties: false,
  },
  check: ({ config }, { rules }) => {
    const wrong = hostsOf({ config, secrets: {} }).find((host) => !isHostEntry(host));
    const message = wrong === undefined ? null : `${wrong} is not a host such as docs.example.org`;
    return { healthy: message === null && rules !== undefined, message, latencyMs: null };
  },
  tools: {
    fetch_page: {
      description: 'Reads a web page or a text from an allowed host and returns its readable text.',
      inputSchema: {
        type: 'object',
        properties: { url: { type: 'string', maxLength: 2_000, format: 'uri' } },
        required: ['url'],
        additionalProperties: false,
      },
      phrases: ['fetch {url}', 'read {url}', 'open {url}'],
      answer: '{text}',
      call: fetchPage,
    },
  },
});
