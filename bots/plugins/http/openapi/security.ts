import type { JsonSchema } from '../../../../contracts/plugins.contract.js';
import { isHeaderName } from '../header-text.js';
import { secret, setting } from '../../tools/config-schema.js';
import type { SecurityScheme } from '../http-operation.js';
import { brief, isNode, listOf, nodeOf, own, textOf, type Node } from '../../schemas/node.js';
import type { Resolve } from '../../schemas/resolve-refs.js';
import { Unsupported } from '../../schemas/unsupported.js';

/** What the configuration has to hold so that a service knows who asks. */
export type ConfigProperties = Record<string, JsonSchema>;

/** Finds out how requests to the service are signed, and which settings that takes. */
export class Security {
  /** Of the schemes that operations really use. */
  readonly properties: ConfigProperties = {};

  constructor(
    private readonly root: Node,
    private readonly resolve: Resolve,
  ) {}

  /**
   * The ways in which an operation may be called; what it says counts, and otherwise what the document says.
   * @throws Unsupported when there is a way for none of its schemes
   */
  of(operation: Node): SecurityScheme[][] {
    const wanted = listOf(operation.security ?? this.root.security).filter(isNode);
    if (wanted.length === 0) return [];
    const refusals: string[] = [];
    const found: SecurityScheme[][] = [];
    for (const alternative of wanted)
      try {
        const schemes = Object.entries(alternative).map(([name, scopes]) => this.scheme(name, scopes));
        found.push(schemes.map(({ scheme }) => scheme));
        for (const { properties } of schemes) Object.assign(this.properties, properties);
      } catch (error) {
        if (!(error instanceof Unsupported)) throw error;
        refusals.push(error.message);
      }
    if (found.length === 0) throw new Unsupported(refusals[0] ?? 'its security is not supported');
    return found;
  }

  private scheme(name: string, scopes: unknown): { scheme: SecurityScheme; properties: ConfigProperties } {
    const { node } = this.resolve(own(nodeOf(own(this.root.components, 'securitySchemes')), name));
    if (!isNode(node)) throw new Unsupported(`its security scheme ${brief(name, 60)} is not described`);
    const key = propertyName(name);
    const about = textOf(node.description);
    const unsupported = (what: string) =>
      new Unsupported(`its security scheme ${brief(name, 60)} is ${what}, which is not supported`);

    if (node.type === 'apiKey') {
      const place = (['header', 'query', 'cookie'] as const).find((one) => one === node.in);
      const wire = textOf(node.name);
      if (place === undefined || wire === '' || (place !== 'query' && !isHeaderName(wire)))
        throw unsupported('an API key in a place that nothing can be sent in');
      const told = about || `Sent as ${place === 'header' ? 'the header' : `the ${place}`} ${wire}`;
      return {
        scheme: { kind: 'api-key', in: place, name: wire, secret: key },
        properties: { [key]: secret(told) },
      };
    }
    if (node.type === 'http') {
      const kind = textOf(node.scheme).toLowerCase();
      if (kind === 'bearer')
        return {
          scheme: { kind: 'bearer', secret: key },
          properties: { [key]: secret(about || 'A token that is sent as Authorization: Bearer') },
        };
      if (kind === 'basic')
        return {
          scheme: { kind: 'basic', user: `${key}_username`, secret: `${key}_password` },
          properties: {
            [`${key}_username`]: setting(about || 'The user of HTTP basic authentication'),
            [`${key}_password`]: secret('The password of HTTP basic authentication'),
          },
        };
      throw unsupported(`HTTP ${brief(kind || 'authentication', 40)}`);
    }
    if (node.type === 'oauth2') {
      const tokenUrl = textOf(own(nodeOf(own(node.flows, 'clientCredentials')), 'tokenUrl'));
      if (!URL.canParse(tokenUrl)) throw unsupported('OAuth 2 without client credentials');
      const wanted = listOf(scopes).filter((scope): scope is string => typeof scope === 'string');
      const [client, value] = [`${key}_clientId`, `${key}_clientSecret`];
      return {
        scheme: { kind: 'client-credentials', tokenUrl, scopes: wanted.slice(0, 50), client, secret: value },
        properties: {
          [client]: setting(about || 'The client of OAuth 2 client credentials'),
          [value]: secret('The secret of that client'),
        },
      };
    }
    throw unsupported(brief(textOf(node.type) || 'of no type', 40));
  }
}

/** As a configuration names it. */
export const propertyName = (name: string): string =>
  name
    .replaceAll(/[^a-zA-Z0-9_]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 48) || 'credential';
