import type { ParameterStyle } from './http-operation.js';

type Encode = (text: string) => string;

/** What RFC 3986 reserves, except for what ends or parts a query. */
const reserved = /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B|3D|5B|5D)/g;

export const encode: Encode = (text) => encodeURIComponent(text);
export const encodeUnreserved: Encode = (text) =>
  encode(text).replaceAll(reserved, (code) => decodeURIComponent(code));

interface Written {
  name: string;
  value: unknown;
  style: ParameterStyle;
  explode: boolean;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** The parts of a query or of a form, as `name=value` and encoded (OpenAPI 3.1, 4.8.12.4). */
export function queryParts({ name, value, style, explode }: Written, encoded: Encode = encode): string[] {
  const pair = (key: string, text: unknown) => `${encode(key)}=${encoded(textOf(text))}`;
  if (!isGiven(value)) return [];
  if (style === 'json') return [`${encode(name)}=${encode(JSON.stringify(value))}`];
  if (style === 'deepObject') return deepParts(name, value, encoded);
  if (Array.isArray(value)) {
    if (explode) return value.map((one) => pair(name, one));
    return [`${encode(name)}=${value.map((one) => encoded(textOf(one))).join(delimiters[style] ?? ',')}`];
  }
  if (isObject(value)) {
    const entries = Object.entries(value).filter(([, one]) => isGiven(one));
    if (explode && style === 'form') return entries.map(([key, one]) => pair(key, one));
    const flat = entries.flatMap(([key, one]) => [encode(key), encoded(textOf(one))]);
    return [`${encode(name)}=${flat.join(delimiters[style] ?? ',')}`];
  }
  return [pair(name, value)];
}

const delimiters: Partial<Record<ParameterStyle, string>> = { spaceDelimited: '%20', pipeDelimited: '|' };

/** `filter[price][from]=1`; of lists `ids[]=1`, which OpenAPI leaves open and most services read. */
function deepParts(name: string, value: unknown, encoded: Encode): string[] {
  if (!isGiven(value)) return [];
  if (Array.isArray(value)) return value.flatMap((one) => deepParts(`${name}[]`, one, encoded));
  if (isObject(value))
    return Object.entries(value).flatMap(([key, one]) => deepParts(`${name}[${key}]`, one, encoded));
  const key = encode(name).replaceAll('%5B', '[').replaceAll('%5D', ']');
  return [`${key}=${encoded(textOf(value))}`];
}

/** A part of a path, encoded, with what its style puts before it. */
export function pathPart({ name, value, style, explode }: Written): string {
  const flat = flatOf(value, explode ? '=' : ',', encode);
  if (style === 'label') return `.${flat.join(explode ? '.' : ',')}`;
  if (style !== 'matrix') return flat.join(',');
  if (!explode) return `;${encode(name)}=${flat.join(',')}`;
  if (isObject(value)) return `;${flat.join(';')}`;
  return flat.map((one) => `;${encode(name)}=${one}`).join('');
}

/** A header's value: nothing of it is encoded. */
export const headerValue = ({ value, style, explode }: Written): string =>
  style === 'json' ? JSON.stringify(value) : flatOf(value, explode ? '=' : ',', (text) => text).join(',');

function flatOf(value: unknown, between: string, encoded: Encode): string[] {
  if (Array.isArray(value)) return value.map((one) => encoded(textOf(one)));
  if (!isObject(value)) return [encoded(textOf(value))];
  return Object.entries(value)
    .filter(([, one]) => isGiven(one))
    .map(([key, one]) => `${encoded(key)}${between}${encoded(textOf(one))}`);
}
