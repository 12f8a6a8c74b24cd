import type { Schema } from './document.js';

/** A schema without references and choices: one type, or none when anything is allowed. */
export type Alternative = Omit<Schema, '$ref' | 'type' | 'anyOf' | 'oneOf' | 'allOf' | 'const'> & {
  type?: string;
};

export type Schemas = Record<string, Schema>;

/** Everything that a schema allows, each kind by itself. */
export function alternativesOf(schema: Schema, schemas: Schemas): Alternative[] {
  const { $ref, type, anyOf, oneOf, allOf, const: only, ...rest } = schema;
  if ($ref !== undefined) {
    const named = schemas[$ref.split('/').at(-1) ?? ''];
    if (!named) throw new Error(`${$ref} is not in the document`);
    return alternativesOf(named, schemas);
  }
  const choices = anyOf ?? oneOf;
  if (choices) return choices.flatMap((choice) => alternativesOf(choice, schemas));
  if (allOf) return [allOf.flatMap((part) => alternativesOf(part, schemas)).reduce(both, rest)];
  const own: Alternative = only === undefined ? rest : { ...rest, enum: [only] };
  const types = type === undefined ? [undefined] : [type].flat();
  return types.map((one) => (one === undefined ? own : { ...own, type: one }));
}

const both = (a: Alternative, b: Alternative): Alternative => ({
  ...a,
  ...b,
  ...(a.properties || b.properties ? { properties: { ...a.properties, ...b.properties } } : {}),
  ...(a.required || b.required ? { required: [...(a.required ?? []), ...(b.required ?? [])] } : {}),
});
