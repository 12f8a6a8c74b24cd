import type { JsonSchema } from '../../../../contracts/plugins.contract.js';
import { brief, isNode, listOf, nodeOf, own, textOf, type Node } from '../../schemas/node.js';
import { propertyName } from './security.js';
import { Unsupported } from '../../schemas/unsupported.js';

export interface Server {
  /** Absolute; may have `{variables}`, named as the configuration names them. */
  url: string;
  variables: Record<string, JsonSchema>;
}

/** The first server of a list that can be used; what is relative stands on the address of the document. */
export function readServer(servers: unknown, base: string | null): Server | null {
  const first = listOf(servers).find(isNode);
  if (!first) return null;
  const url = textOf(first.url);
  const given = nodeOf(first.variables);
  const variables: Server['variables'] = {};
  const named = url.replaceAll(/\{([^{}]+)\}/g, (_, variable: string) => {
    const name = propertyName(variable);
    variables[name] = variableSchema(nodeOf(own(given, variable)), variable);
    return `{${name}}`;
  });
  const absolute = /^https?:\/\//i.test(named) ? named : resolved(named, base);
  return { url: absolute.replace(/\/+$/, ''), variables };
}

function resolved(url: string, base: string | null): string {
  if (base === null)
    throw new Unsupported('its server is a relative address; manifest.endpoint has to say what it is');
  if (!URL.canParse(url, base)) throw new Unsupported(`its server ${brief(url, 100)} is no address`);
  // A placeholder has to stay what it is.
  return new URL(url, base).href.replaceAll('%7B', '{').replaceAll('%7D', '}');
}

function variableSchema(node: Node, name: string): JsonSchema {
  const allowed = listOf(node.enum).filter((value): value is string => typeof value === 'string');
  const usual = textOf(node.default);
  if (usual === '') throw new Unsupported(`the variable ${brief(name, 60)} of its server has no default`);
  return {
    type: 'string',
    default: usual,
    maxLength: 200,
    description: brief(textOf(node.description) || `Part of the service's address`, 400),
    ...(allowed.length > 0 && allowed.length <= 100 ? { enum: [...new Set([...allowed, usual])] } : {}),
  };
}

/** @throws Unsupported for a value that could make another address of it */
export function fillServer(url: string, values: Record<string, unknown>): string {
  return url.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = values[name];
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    if (!/^[\w.~-]+(?:\/[\w.~-]+)*$/.test(text) || text.split('/').some((part) => /^\.+$/.test(part)))
      throw new Unsupported(`the setting ${name} is not part of an address`);
    return text;
  });
}
