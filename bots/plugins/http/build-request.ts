import type { GuardedRequest } from '../../../platform/http/guarded-fetch.types.js';
import { ToolError } from '../tools/tool.js';
import { isHeaderText } from './header-text.js';
import type { HttpBody, HttpOperation, HttpParameter } from './http-operation.js';
import { encode, encodeUnreserved, headerValue, pathPart, queryParts } from './serialize-value.js';

/** What is known of the caller's credentials, ready to be sent. */
export interface Credentials {
  headers: Record<string, string>;
  query: [string, string][];
  cookies: [string, string][];
}

type Args = Record<string, unknown>;

/**
 * The request that an operation is called by. @param server the base URL, with its variables filled
 * @throws ToolError `invalid-arguments` for a value that cannot be sent where it belongs
 */
export function buildRequest(
  operation: HttpOperation,
  { server, args, credentials }: { server: string; args: Args; credentials: Credentials },
): Pick<GuardedRequest, 'method' | 'headers' | 'body' | 'credentials'> & { url: URL } {
  const given = operation.parameters.filter(
    ({ argument }) => args[argument] !== undefined && args[argument] !== null,
  );
  const of = (place: HttpParameter['in']) => given.filter((parameter) => parameter.in === place);
  const url = urlOf(server, pathOf(operation, args));
  const query = [
    ...(url.search === '' ? [] : [url.search.slice(1)]),
    ...of('query').flatMap((parameter) =>
      queryParts(written(parameter, args), parameter.allowReserved ? encodeUnreserved : encode),
    ),
    ...credentials.query.map(([name, value]) => `${encode(name)}=${encode(value)}`),
  ];
  url.search = query.join('&');
  const cookies = [
    ...of('cookie').flatMap((parameter) => queryParts(written(parameter, args))),
    ...credentials.cookies.map(([name, value]) => `${name}=${encode(value)}`),
  ];
  const body = operation.body ? bodyOf(operation.body, operation.parameters, args) : undefined;
  const headers: Record<string, string> = {
    accept: 'application/json, text/*;q=0.9, */*;q=0.5',
    ...(body === undefined || !operation.body ? {} : { 'content-type': operation.body.mediaType }),
    ...Object.fromEntries(
      of('header').map((parameter) => [parameter.name.toLowerCase(), headerValue(written(parameter, args))]),
    ),
    ...(cookies.length > 0 ? { cookie: cookies.join('; ') } : {}),
    ...operation.headers,
    ...credentials.headers,
  };
  for (const [name, value] of Object.entries(headers))
    if (!isHeaderText(value))
      throw new ToolError('invalid-arguments', `The header ${name} cannot have this value`);
  return { url, method: operation.method, headers, body, credentials: Object.keys(credentials.headers) };
}

const written = (
  { argument, name, style, explode }: HttpParameter | HttpBody['properties'][number],
  args: Args,
) => ({
  ...{ name, style, explode },
  value: args[argument],
});

function pathOf({ path, parameters }: HttpOperation, args: Args): string {
  return path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
    const value = parameter ? args[parameter.argument] : undefined;
    if (!parameter || value === undefined || value === null || value === '')
      throw new ToolError(
        'invalid-arguments',
        `${parameter?.argument ?? name} is part of the address and is missing`,
      );
    return pathPart(written(parameter, args));
  });
}

/** Nothing that is put into the path may lead out of it: `..` is understood even when it is encoded. */
function urlOf(server: string, path: string): URL {
  const base = new URL(server);
  if (path.split('/').some((part) => /^(?:\.|%2e){1,2}$/i.test(part)))
    throw new ToolError('invalid-arguments', 'A value of the address leads out of it');
  const url = new URL(base);
  // A question mark of the template begins a query; those of values are encoded.
  const [pathname = '', search = ''] = path.split('?');
  url.pathname = `${base.pathname.replace(/\/+$/, '')}${pathname}`;
  url.search = [base.search.slice(1), search].filter(Boolean).join('&');
  url.hash = '';
  return url;
}

function bodyOf(body: HttpBody, parameters: HttpParameter[], args: Args): string | undefined {
  if (body.argument !== null) {
    const value = args[body.argument];
    if (value === undefined) return undefined;
    if (body.format === 'text') return typeof value === 'string' ? value : JSON.stringify(value);
    if (body.format === 'json') return JSON.stringify(value);
    return queryParts({ name: body.argument, value, style: 'form', explode: true }).join('&');
  }
  if (body.takesRest) {
    const elsewhere = new Set(parameters.map(({ argument }) => argument));
    return JSON.stringify(Object.fromEntries(Object.entries(args).filter(([name]) => !elsewhere.has(name))));
  }
  const given = body.properties.filter(({ argument }) => args[argument] !== undefined);
  if (given.length === 0 && !body.required) return undefined;
  if (body.format === 'form')
    return given.flatMap((property) => queryParts(written(property, args))).join('&');
  return JSON.stringify(Object.fromEntries(given.map(({ argument, name }) => [name, args[argument]])));
}
