import { ToolError } from '../tools/tool.js';
import type { Credentials } from './build-request.js';
import type { ClientTokens } from './client-tokens.js';
import type { HttpOperation, SecurityScheme } from './http-operation.js';

export interface SignOptions {
  secrets: Record<string, string>;
  config: Record<string, unknown>;
  tokens: ClientTokens;
  signal: AbortSignal;
}

/** The settings that a scheme needs. */
const settingsOf = (scheme: SecurityScheme): string[] =>
  scheme.kind === 'basic'
    ? [scheme.user, scheme.secret]
    : scheme.kind === 'client-credentials'
      ? [scheme.client, scheme.secret]
      : [scheme.secret];

export const settingOf = (
  name: string,
  { secrets, config }: Pick<SignOptions, 'secrets' | 'config'>,
): string => {
  const value = Object.hasOwn(secrets, name) ? secrets[name] : config[name];
  return typeof value === 'string' ? value : '';
};

/** What the configuration lacks for an operation to be called; empty when one of its alternatives is complete. */
export function missingSettings(
  { security }: Pick<HttpOperation, 'security'>,
  settings: Pick<SignOptions, 'secrets' | 'config'>,
): string[] {
  const lacking = security.map((schemes) =>
    schemes.flatMap(settingsOf).filter((name) => settingOf(name, settings) === ''),
  );
  return lacking.some((names) => names.length === 0) ? [] : (lacking[0] ?? []);
}

/**
 * The credentials by the first alternative that the configuration has everything for.
 * @throws ToolError when there is none, or when no token is given for them
 */
export async function signRequest(operation: HttpOperation, options: SignOptions): Promise<Credentials> {
  const missing = missingSettings(operation, options);
  if (missing.length > 0)
    throw new ToolError('refused', `The plugin's configuration lacks ${missing.join(' and ')}`);
  const found: Credentials = { headers: {}, query: [], cookies: [] };
  // An anonymous alternative is for those who have nothing to show.
  const complete = operation.security.filter((schemes) =>
    schemes.flatMap(settingsOf).every((name) => settingOf(name, options) !== ''),
  );
  const chosen = complete.find((schemes) => schemes.length > 0) ?? complete[0] ?? [];
  for (const scheme of chosen) {
    const value = settingOf(scheme.secret, options);
    if (scheme.kind === 'bearer') found.headers.authorization = `Bearer ${value}`;
    else if (scheme.kind === 'basic')
      found.headers.authorization = `Basic ${Buffer.from(`${settingOf(scheme.user, options)}:${value}`).toString('base64')}`;
    else if (scheme.kind === 'client-credentials') {
      const client = settingOf(scheme.client, options);
      const { tokenUrl, scopes } = scheme;
      const token = await options.tokens.token({ tokenUrl, scopes, client, secret: value }, options.signal);
      found.headers.authorization = `Bearer ${token}`;
    } else if (scheme.in === 'header') found.headers[scheme.name.toLowerCase()] = value;
    else if (scheme.in === 'query') found.query.push([scheme.name, value]);
    else found.cookies.push([scheme.name, value]);
  }
  return found;
}

/** Everything in a request that must not come back in a result: also what was made of the secrets. */
export const secretsIn = (
  { headers, query, cookies }: Credentials,
  secrets: Record<string, string>,
): string[] => [
  ...Object.values(secrets),
  ...Object.values(headers).map((value) => value.replace(/^(?:Bearer|Basic) /, '')),
  ...[...query, ...cookies].map(([, value]) => value),
];
