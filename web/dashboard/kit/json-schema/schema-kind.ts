export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** As much of JSON Schema as decides which field a value gets; the API checks all of it. */
export interface FieldSchema {
  type?: string | string[];
  title?: string;
  description?: string;
  default?: Json;
  enum?: Json[];
  format?: string;
  writeOnly?: boolean;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  multipleOf?: number;
  items?: FieldSchema;
  properties?: Record<string, FieldSchema>;
  required?: string[];
}

export type FieldKind =
  | 'text'
  | 'long-text'
  | 'secret'
  | 'number'
  | 'integer'
  | 'switch'
  | 'choice'
  | 'choices'
  | 'texts'
  | 'group'
  | 'json';

/** From here on a text gets several lines. */
const longText = 200;

const typeOf = ({ type }: FieldSchema): string | undefined =>
  Array.isArray(type) ? type.find((one) => one !== 'null') : type;

const areTexts = (values: Json[] | undefined): boolean =>
  values !== undefined && values.length > 0 && values.every((value) => typeof value === 'string');

/** Which field suits a schema; `json` is for all that has none of its own. */
export function kindOf(schema: FieldSchema): FieldKind {
  if (areTexts(schema.enum)) return 'choice';
  switch (typeOf(schema)) {
    case 'string':
      if (schema.writeOnly || schema.format === 'password') return 'secret';
      return (schema.maxLength ?? 0) > longText ? 'long-text' : 'text';
    case 'number':
      return 'number';
    case 'integer':
      return 'integer';
    case 'boolean':
      return 'switch';
    case 'array':
      if (areTexts(schema.items?.enum)) return 'choices';
      return schema.items && typeOf(schema.items) === 'string' ? 'texts' : 'json';
    case 'object':
      return schema.properties ? 'group' : 'json';
    default:
      return 'json';
  }
}

/** `apiKey` and `api_key` become `Api key`, where a schema gives no title. */
export function labelOf(name: string, { title }: FieldSchema): string {
  if (title) return title;
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a new form begins with. */
export function defaultsOf({ properties = {} }: FieldSchema): JsonObject {
  const entries = Object.entries(properties).flatMap(([name, schema]): [string, Json][] => {
    if (schema.default !== undefined) return [[name, schema.default]];
    const inside = kindOf(schema) === 'group' ? defaultsOf(schema) : {};
    return Object.keys(inside).length > 0 ? [[name, inside]] : [];
  });
  return Object.fromEntries(entries);
}
