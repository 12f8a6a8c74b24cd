import { compareSchemas, type Comparison, type Side } from './compare-schemas.js';
import type { Content, Document, Operation, Parameter } from './document.js';

/** @returns what a client of the document before would notice to its harm in the one of now, one sentence each */
export function findBreaks(before: Document, now: Document): string[] {
  const compare: Compare = (old, current, at, side) =>
    contents(old, current, at, { side, before: before.components.schemas, now: now.components.schemas });
  return [
    ...eachOperation(before.paths, now.paths, (old, current, at) =>
      compareOperations(old, current, at, compare),
    ),
    ...eachOperation(before.webhooks ?? {}, now.webhooks ?? {}, (old, current, at) =>
      // Here the platform sends and the client reads.
      compare(old.requestBody?.content, current.requestBody?.content, `event ${at}`, 'response'),
    ),
  ];
}

type Compare = (before: Content | undefined, now: Content | undefined, at: string, side: Side) => string[];
type Paths = Document['paths'];

function eachOperation(
  before: Paths,
  now: Paths,
  compare: (old: Operation, current: Operation, at: string) => string[],
): string[] {
  return Object.entries(before).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, old]) => {
      const at = `${method.toUpperCase()} ${path}`;
      const current = now[path]?.[method];
      return current ? compare(old, current, at) : [`${at}: is gone`];
    }),
  );
}

function compareOperations(old: Operation, now: Operation, at: string, compare: Compare): string[] {
  const body = now.requestBody?.required && !old.requestBody?.required;
  const answers = Object.entries(old.responses ?? {}).flatMap(([status, response]) => {
    const current = now.responses?.[status];
    if (current) return compare(response.content, current.content, `${at} ${status}`, 'response');
    // An error that does not happen any more harms nobody.
    return status.startsWith('2') ? [`${at} ${status}: is gone`] : [];
  });
  return [
    ...compareAccess(old, now, at),
    ...compareParameters(old.parameters ?? [], now.parameters ?? [], at, compare),
    ...(body ? [`${at} request: a body became required`] : []),
    ...compare(old.requestBody?.content, now.requestBody?.content, `${at} request`, 'request'),
    ...answers,
  ];
}

const ranks = {
  'x-access': ['public', 'user', 'moderator', 'admin'],
  'x-org-role': ['viewer', 'editor', 'owner'],
} as const;

/** Who may call it. */
function compareAccess(old: Operation, now: Operation, at: string): string[] {
  const stricter = (['x-access', 'x-org-role'] as const).filter((name) => {
    const rank = (value = '') => (ranks[name] as readonly string[]).indexOf(value);
    return rank(now[name]) > rank(old[name]);
  });
  const scope =
    now['x-scope'] !== undefined && now['x-scope'] !== old['x-scope'] ? (['x-scope'] as const) : [];
  return [...stricter, ...scope].map(
    (name) => `${at}: ${name} became ${now[name]}, was ${old[name] ?? 'not set'}`,
  );
}

function compareParameters(old: Parameter[], now: Parameter[], at: string, compare: Compare): string[] {
  const find = (all: Parameter[], { name, in: place }: Parameter) =>
    all.find((one) => one.name === name && one.in === place);
  const named = ({ name, in: place }: Parameter) => `${at} ${place} ${name}`;
  const asContent = ({ schema }: Parameter): Content => (schema ? { [parameterType]: { schema } } : {});
  const kept = old.flatMap((parameter) => {
    const current = find(now, parameter);
    if (!current) return [`${named(parameter)}: is gone`];
    return compare(asContent(parameter), asContent(current), named(parameter), 'request');
  });
  const required = now.filter((one) => one.required && !find(old, one)?.required);
  return [...kept, ...required.map((one) => `${named(one)}: became required`)];
}

const parameterType = 'parameter';

function contents(before: Content = {}, now: Content = {}, at: string, comparison: Comparison): string[] {
  return Object.entries(before).flatMap(([type, { schema }]) => {
    const current = now[type];
    if (!current) return [`${at}: ${type} is gone`];
    if (!schema || !current.schema) return [];
    const texts = compareSchemas(schema, current.schema, '', comparison);
    // Of the whole body there is no place to name.
    return texts.map((text) => (text.startsWith(': ') ? `${at}${text}` : `${at} ${text}`));
  });
}
