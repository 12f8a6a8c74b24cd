import type { Document, Operation } from './document.js';

/** What may change freely: words, examples, limits of rate, headers that every answer has. */
const ignored = [
  ...['description', 'summary', 'title', 'example', 'examples', 'default', 'deprecated', 'tags'],
  ...['operationId', 'security', 'headers', 'x-rate-limit', 'x-surface', 'x-alternative-scope', '$schema'],
];
/** Below these the keys are names of ours, which may be called like a keyword. */
const namesBelow = ['properties', 'paths', 'webhooks', 'schemas', 'responses', 'content'];

/** The part of a document that compatibility is judged by, to be kept and compared with. */
export function reduceDocument({ paths, webhooks, components }: Document): Document {
  const kept = { paths, webhooks: webhooks ?? {}, components: { schemas: components.schemas } };
  const reduced = reduce(kept, false) as Document;
  for (const methods of Object.values(reduced.paths))
    for (const operation of Object.values(methods)) operation.responses = withoutRepeats(operation.responses);
  return reduced;
}

/** The errors of an operation look alike: the first of them stands for all. */
function withoutRepeats(responses: Operation['responses'] = {}): Operation['responses'] {
  const seen = new Set<string>();
  const isNew = ([status, response]: [string, unknown]): boolean => {
    const form = JSON.stringify(response);
    const isKnown = seen.has(form);
    seen.add(form);
    return status.startsWith('2') || !isKnown;
  };
  return Object.fromEntries(Object.entries(responses).filter(isNew));
}

function reduce(value: unknown, areNames: boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => reduce(one, false));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key, one]) => areNames || !(ignored.includes(key) || isNoBound(key, one)))
    .map(([key, one]) => [key, reduce(one, !areNames && namesBelow.includes(key))] as const);
  return Object.fromEntries(entries);
}

/** What every integer is bounded by says nothing. */
const isNoBound = (key: string, value: unknown): boolean =>
  (key === 'minimum' && value === Number.MIN_SAFE_INTEGER) ||
  (key === 'maximum' && value === Number.MAX_SAFE_INTEGER);

/** One path, event or schema a line, so that a change of the file shows what it is about. */
export function formatDocument({ paths, webhooks, components }: Document): string {
  const lines = (named: object): string =>
    Object.entries(named)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
      .join(',\n');
  return `{"paths":{\n${lines(paths)}\n},"webhooks":{\n${lines(webhooks ?? {})}\n},"components":{"schemas":{\n${lines(components.schemas)}\n}}}\n`;
}
