const longestText = 4_000;
const mostLines = 40;

/**
 * What a bot without a model says of a result: the template with its `{names}` replaced by fields of the result, then by
 * arguments; without a template, or when it names what is not there, the result itself as text.
 */
export function renderAnswer(template: string | undefined, result: unknown, given: unknown): string {
  if (template !== undefined) {
    let isWhole = true;
    const text = template.replace(/\{([\w.-]{1,200})\}/g, (_, path: string) => {
      const value = at(result, path) ?? at(given, path);
      if (value === undefined) isWhole = false;
      return value === undefined ? '' : plainText(value);
    });
    if (isWhole) return cut(text);
  }
  return cut(plainText(result));
}

const cut = (text: string): string => (text.length > longestText ? `${text.slice(0, longestText)} …` : text);

function at(value: unknown, path: string): unknown {
  let found = value;
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}

/** A value as lines that people can read. */
function plainText(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '–';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (depth > 2) return JSON.stringify(value);
  const passages = passagesOf(value);
  if (passages) return passages.join('\n\n');
  if (Array.isArray(value))
    return value
      .slice(0, mostLines)
      .map((one) => `- ${plainText(one, depth + 1).replace(/\n/g, '\n  ')}`)
      .join('\n');
  const joint = depth === 0 ? '\n' : ', ';
  return Object.entries(value)
    .slice(0, mostLines)
    .map(([name, one]) => `${name}: ${plainText(one, depth + 1)}`)
    .join(joint);
}

/** What a search of the bot's knowledge found is quoted with its number. */
function passagesOf(value: object): string[] | null {
  const { passages } = value as { passages?: unknown };
  if (!Array.isArray(passages) || passages.length === 0) return null;
  const quoted = passages.slice(0, 3) as { text?: unknown; index?: unknown }[];
  return quoted.every(({ text, index }) => typeof text === 'string' && typeof index === 'number')
    ? quoted.map(({ text, index }) => `${text as string} [${index as number}]`)
    : null;
}
