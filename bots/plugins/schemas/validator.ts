import { isIP } from 'node:net';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonSchema } from '../../../contracts/plugins.contract.js';
import { linearPattern } from './linear-pattern.js';

/** What is wrong with a value: where, as in `address.city`, and what; empty for the value itself. */
export interface Problem {
  path: string;
  message: string;
}

/** The formats that are checked; others only describe. */
const formats: Record<string, (text: string) => boolean> = {
  date: (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text),
  'date-time': (text) => /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}/.test(text) && !Number.isNaN(Date.parse(text)),
  email: (text) => text.length <= 320 && /^[^\s@]+@[^\s@]+$/.test(text),
  uri: (text) => URL.canParse(text),
  url: (text) => URL.canParse(text),
  uuid: (text) => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text),
  ipv4: (text) => isIP(text) === 4,
  ipv6: (text) => isIP(text) === 6,
};

/** `2026-02-30` is none. */
const isDay = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

const engine = Object.assign((pattern: string) => linearPattern(pattern), { code: 'linearPattern' });

const compile = (schema: JsonSchema, useDefaults: boolean): ValidateFunction =>
  // An instance of its own for each: one for all would keep every schema for ever.
  new Ajv2020({
    strict: false,
    // `soundSchema` has left nothing in it that is not a keyword with a right value.
    validateSchema: false,
    meta: false,
    logger: false,
    formats,
    useDefaults,
    code: { regExp: engine },
  }).compile(schema);

const checks = new WeakMap<JsonSchema, ValidateFunction>();
const fills = new WeakMap<JsonSchema, ValidateFunction>();

/** What is wrong with a value by a sound schema, the first thing; an empty list when it fits. */
export const problemsOf = (schema: JsonSchema, value: unknown): Problem[] =>
  run(compiled(checks, schema, false), value);

/** The value with the defaults of its schema, and what is wrong with it then. */
export function withDefaults<T>(schema: JsonSchema, value: T): { value: T; problems: Problem[] } {
  const filled = structuredClone(value);
  return { value: filled, problems: run(compiled(fills, schema, true), filled) };
}

function compiled(
  known: WeakMap<JsonSchema, ValidateFunction>,
  schema: JsonSchema,
  useDefaults: boolean,
): ValidateFunction {
  const validate = known.get(schema) ?? compile(schema, useDefaults);
  known.set(schema, validate);
  return validate;
}

const run = (validate: ValidateFunction, value: unknown): Problem[] =>
  validate(value) ? [] : (validate.errors ?? []).slice(0, 5).map(toProblem);

function toProblem({ instancePath, message = 'is not valid', keyword, params }: ErrorObject): Problem {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
  const { allowedValues, additionalProperty } = params as {
    allowedValues?: unknown[];
    additionalProperty?: string;
  };
  if (keyword === 'enum' && allowedValues)
    return { path, message: `${message}: ${JSON.stringify(allowedValues).slice(0, 500)}` };
  if (keyword === 'additionalProperties' && additionalProperty !== undefined)
    return { path, message: `has no property ${additionalProperty.slice(0, 100)}` };
  return { path, message };
}
