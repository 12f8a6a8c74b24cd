import {
  normalizedName,
  type EntityPattern,
  type EntityPatterns,
  type FoundEntity,
} from './entity-patterns.js';

interface Span extends Omit<FoundEntity, 'span'> {
  start: number;
  end: number;
}

/** A name that examples had, and a form that they had. */
const confidence = { name: 0.95, shape: 0.8 };
/** Words of the longest name that is looked for. */
const mostWords = 8;
/** Tokens of a message that are looked at. */
const mostTokens = 2_000;
const mostFound = 50;

/** The entities in a message by what a model has learnt, in reading order; of overlapping ones the longest. */
export function findEntities(patterns: EntityPatterns, message: string): FoundEntity[] {
  const tokens = [
    ...message.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’_.@:/+-][\p{L}\p{M}\p{N}]+)*|[^\s\p{L}\p{N}]/gu),
  ].slice(0, mostTokens);
  const spans = patterns.flatMap((pattern) => [
    ...namesIn(message, tokens, pattern),
    ...shapesIn(message, pattern),
  ]);
  const chosen: Span[] = [];
  const order = spans.sort(
    (a, b) => b.end - b.start - (a.end - a.start) || b.confidence - a.confidence || a.start - b.start,
  );
  for (const span of order)
    if (chosen.every(({ start, end }) => span.end <= start || span.start >= end)) chosen.push(span);
  return chosen
    .sort((a, b) => a.start - b.start)
    .slice(0, mostFound)
    .map(({ start, end, ...found }) => ({ ...found, span: [start, end] }));
}

function namesIn(message: string, tokens: RegExpExecArray[], { type, names }: EntityPattern): Span[] {
  const spans: Span[] = [];
  for (let from = 0; from < tokens.length; from++) {
    const start = tokens[from]?.index ?? 0;
    for (let to = Math.min(tokens.length, from + mostWords); to > from; to--) {
      const last = tokens[to - 1];
      const end = (last?.index ?? 0) + (last?.[0].length ?? 0);
      const name = normalizedName(message.slice(start, end));
      if (!Object.hasOwn(names, name)) continue;
      spans.push({
        type,
        value: names[name] ?? name,
        confidence: confidence.name,
        source: 'extracted',
        start,
        end,
      });
      break;
    }
  }
  return spans;
}

const compiled = new Map<string, RegExp>();

function shapesIn(message: string, { type, shapes }: EntityPattern): Span[] {
  return shapes.flatMap((shape) =>
    [...message.matchAll(expressionOf(shape))].map((match): Span => ({
      type,
      value: match[0],
      confidence: confidence.shape,
      source: 'extracted',
      start: match.index,
      end: match.index + match[0].length,
    })),
  );
}

/** Not inside a longer word or number. Shapes have bounded repetitions only, so that no message can keep one busy. */
function expressionOf(shape: string): RegExp {
  const known = compiled.get(shape);
  if (known) return known;
  if (compiled.size > 1_000) compiled.clear();
  const expression = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${shape})(?![\p{L}\p{N}])`, 'giu');
  compiled.set(shape, expression);
  return expression;
}
