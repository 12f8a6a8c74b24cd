import type { OpenApi, Operation } from '../helpers/openapi.js';

/** As far as the platform's own document uses JSON Schema. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

/** A place in a body: names of fields, and 0 for the entry of a list. */
export type Place = (string | 0)[];

/** An object in a body: where, in how many forms, with which fields. */
export interface BodyObject {
  place: Place;
  forms: number;
  names: Set<string>;
  isStrict: boolean;
}

const deepest = 8;

export const createFields = ({ components }: OpenApi) => {
  /** The schemas that a value may satisfy, references followed. */
  const choicesOf = (schema: Schema | undefined): Schema[] => {
    if (!schema) return [];
    const name = schema.$ref?.split('/').at(-1);
    const target = name === undefined ? [] : choicesOf(components.schemas[name]);
    const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
    return [schema, ...target, ...parts.flatMap(choicesOf)];
  };
  const visit = (schema: Schema | undefined, place: Place, see: (one: Place, choices: Schema[]) => void) => {
    if (!schema || place.length > deepest) return;
    const choices = choicesOf(schema);
    see(place, choices);
    for (const choice of choices) {
      for (const [name, one] of Object.entries(choice.properties ?? {})) visit(one, [...place, name], see);
      if (choice.items) visit(choice.items, [...place, 0], see);
    }
  };
  const has = (choices: Schema[], type: string): boolean =>
    choices.some((one) => one.type === type || one.type?.includes(type));
  const bodyOf = (operation: Operation): Schema | undefined =>
    (operation.requestBody?.content['application/json'] as { schema?: Schema } | undefined)?.schema;
  const unique = (places: Place[]): Place[] => [
    ...new Map(places.map((one) => [one.join('.'), one])).values(),
  ];

  const exampleOf = (operation: Operation): unknown =>
    (operation.requestBody?.content['application/json'] as { example?: unknown } | undefined)?.example;

  return {
    bodyOf,
    exampleOf,
    /** Where a body takes a text and no free data. */
    textsOf(operation: Operation): Place[] {
      const places: Place[] = [];
      visit(bodyOf(operation), [], (place, choices) => {
        const isFree =
          has(choices, 'object') ||
          has(choices, 'array') ||
          choices.every((one) => one.type === undefined && !one.$ref);
        if (place.length > 0 && has(choices, 'string') && !isFree) places.push(place);
      });
      return unique(places);
    },
    /** The objects in a body whose fields callers name themselves. */
    freeObjectsOf(operation: Operation): Place[] {
      const places: Place[] = [];
      visit(bodyOf(operation), [], (place, choices) => {
        const isFree = choices.some((one) => one.type === 'object' && one.additionalProperties);
        if (place.length > 0 && isFree) places.push(place);
      });
      return unique(places);
    },
    /** The objects in a body whose fields are named, with these names. */
    objectsOf(operation: Operation): BodyObject[] {
      const found: BodyObject[] = [];
      visit(bodyOf(operation), [], (place, choices) => {
        const named = choices.filter((one) => one.properties);
        if (named.length === 0) return;
        const isStrict = named.every((one) => one.additionalProperties === false);
        found.push({
          place,
          forms: named.length,
          isStrict,
          names: new Set(named.flatMap((one) => Object.keys(one.properties!))),
        });
      });
      return found;
    },
    /** The names of all fields, at any depth, that the operation tells of. */
    answeredBy(operation: Operation): Set<string> {
      const names = new Set<string>();
      for (const [status, { content }] of Object.entries(operation.responses))
        if (status < '300')
          visit(content?.['application/json']?.schema, [], (place) => {
            const name = place.at(-1);
            if (typeof name === 'string') names.add(name);
          });
      return names;
    },
    /** Names of the query’s parameters. */
    queryOf: ({ parameters = [] }: Operation): string[] =>
      parameters.filter((one) => one.in === 'query').map(({ name }) => name),
  };
};

/** The body with something else at one place; what leads there is made. */
export function placed(body: unknown, [step, ...rest]: Place, value: unknown): unknown {
  if (step === undefined) return value;
  if (step === 0) return [placed(Array.isArray(body) ? body[0] : undefined, rest, value)];
  const fields = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  return { ...fields, [step]: placed((fields as Record<string, unknown>)[step], rest, value) };
}

/** The place as errors name it. */
export const pathOf = (place: Place): string => ['body', ...place].join('.');
