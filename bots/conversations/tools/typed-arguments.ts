import type { JsonSchema } from '../../../contracts/plugins.contract.js';

type Property = { type?: unknown };

export const propertiesOf = (schema: JsonSchema): [string, Property][] =>
  Object.entries((schema.properties ?? {}) as Record<string, Property>);

/** What a text means where a schema asks for a number or the like; otherwise the text itself. */
export function typedValue(text: string, { type }: Property = {}): unknown {
  const types = Array.isArray(type) ? (type as unknown[]) : [type];
  if (types.includes('string') || type === undefined) return text;
  const trimmed = text.trim();
  if ((types.includes('integer') || types.includes('number')) && /^[-+]?\d+(?:[.,]\d+)?$/.test(trimmed))
    return Number(trimmed.replace(',', '.'));
  if (types.includes('boolean') && /^(true|false|yes|no)$/i.test(trimmed))
    return /^(true|yes)$/i.test(trimmed);
  if (types.includes('array') && !trimmed.startsWith('[')) return trimmed.split(/\s*,\s*/);
  if ((types.includes('array') || types.includes('object')) && /^[[{]/.test(trimmed))
    return parsed(trimmed) ?? text;
  return text;
}

export function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** Texts by the names of a tool's arguments, as its schema wants them. */
export function typedArguments(schema: JsonSchema, texts: Record<string, string>): Record<string, unknown> {
  const properties = new Map(propertiesOf(schema));
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, typedValue(text, properties.get(name))]),
  );
}
