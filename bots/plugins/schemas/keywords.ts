const typeNames = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);

type Check = (value: unknown) => boolean;

const isText =
  (longest: number): Check =>
  (value) =>
    typeof value === 'string' && value.length <= longest;
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isBoolean: Check = (value) => typeof value === 'boolean';
const isTexts: Check = (value) =>
  Array.isArray(value) && value.length <= 1_000 && value.every((one) => isText(200)(one));

/** Keywords whose values are no schemas, and what they may be; what is not named anywhere is left out of a schema. */
export const plainKeywords: Record<string, Check> = {
  title: isText(500),
  description: isText(4_000),
  default: () => true,
  examples: Array.isArray,
  deprecated: isBoolean,
  readOnly: isBoolean,
  writeOnly: isBoolean,
  format: isText(100),
  type: (value) =>
    typeNames.has(value as string) ||
    (Array.isArray(value) && value.length > 0 && value.every((one) => typeNames.has(one as string))),
  enum: (value) => Array.isArray(value) && value.length > 0 && value.length <= 1_000,
  const: () => true,
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: isNumber,
  exclusiveMaximum: isNumber,
  multipleOf: (value) => isNumber(value) && Number(value) > 0,
  minLength: isCount,
  maxLength: isCount,
  minItems: isCount,
  maxItems: isCount,
  minContains: isCount,
  maxContains: isCount,
  minProperties: isCount,
  maxProperties: isCount,
  uniqueItems: isBoolean,
  required: isTexts,
  dependentRequired: (value) =>
    typeof value === 'object' && value !== null && Object.values(value).every(isTexts),
};

export const schemaKeywords = new Set([
  ...['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames'],
]);
export const schemaListKeywords = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
export const schemaMapKeywords = new Set(['properties', 'patternProperties', 'dependentSchemas']);

/** Say something about a value without deciding whether it fits. */
export const annotations = new Set([
  ...['title', 'description', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly'],
]);

type Schema = Record<string, unknown>;

/** A schema of an older draft or of OpenAPI 3.0 in the words of draft 2020-12. */
export function modernized(schema: Schema): Schema {
  const { nullable, additionalItems, ...rest } = schema;
  const modern: Schema = rest;
  if (Array.isArray(modern.items)) {
    modern.prefixItems = modern.items;
    delete modern.items;
    if (additionalItems !== undefined) modern.items = additionalItems;
  }
  for (const [exclusive, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    const value = modern[exclusive];
    if (typeof value !== 'boolean') continue;
    delete modern[exclusive];
    if (!value || modern[limit] === undefined) continue;
    modern[exclusive] = modern[limit];
    delete modern[limit];
  }
  if (nullable === true && typeof modern.type === 'string') modern.type = [modern.type, 'null'];
  if (nullable === true && Array.isArray(modern.enum) && !modern.enum.includes(null))
    modern.enum = [...(modern.enum as unknown[]), null];
  return modern;
}
