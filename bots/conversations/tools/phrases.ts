import { RE2JS } from 're2js';

const longestMessage = 300;
const compiled = new Map<string, { expression: RE2JS; names: string[] }>();
const mostRemembered = 2_000;
const politeness =
  '(?:(?:please|hey|hi|hello|(?:can|could|would) you (?:please )?(?:tell me)?|tell me),? +)?';

/**
 * What stands in a message where a phrase has `{names}`, `null` when the message is not that phrase; capitals, quotation
 * marks and the sign at the end do not matter. Phrases are others' words: they are matched in linear time.
 */
export function matchPhrase(phrase: string, message: string): Record<string, string> | null {
  const text = plain(message);
  if (text.length > longestMessage || text === '') return null;
  const { expression, names } = compile(phrase);
  const matcher = expression.matcher(text);
  if (!matcher.matches()) return null;
  return Object.fromEntries(names.map((name, at) => [name, matcher.group(at + 1)?.trim() ?? '']));
}

const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[’‘`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\s?!.。？！]+$/, '');

function compile(phrase: string): { expression: RE2JS; names: string[] } {
  const known = compiled.get(phrase);
  if (known) return known;
  const names: string[] = [];
  const pattern = plain(phrase)
    .split(/(\{[\w.-]{1,64}\})/)
    .map((part) => {
      const [, name] = /^\{(.+)\}$/.exec(part) ?? [];
      if (name === undefined) return RE2JS.quote(part);
      names.push(name);
      return '(.+?)';
    })
    .join('');
  const expression = RE2JS.compile(`^${politeness}${pattern}$`, RE2JS.CASE_INSENSITIVE);
  if (compiled.size >= mostRemembered) compiled.clear();
  compiled.set(phrase, { expression, names });
  return { expression, names };
}
