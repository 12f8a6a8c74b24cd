/** What is wrong with an expression, for whoever wrote it. */
export class ExpressionError extends Error {}

const longest = 1_000;
const deepest = 100;

const functions: Record<string, { arity: [number, number]; apply: (...values: number[]) => number }> = {
  abs: { arity: [1, 1], apply: Math.abs },
  sqrt: { arity: [1, 1], apply: Math.sqrt },
  cbrt: { arity: [1, 1], apply: Math.cbrt },
  exp: { arity: [1, 1], apply: Math.exp },
  ln: { arity: [1, 1], apply: Math.log },
  log: { arity: [1, 2], apply: (value, base = 10) => Math.log(value) / Math.log(base) },
  sin: { arity: [1, 1], apply: Math.sin },
  cos: { arity: [1, 1], apply: Math.cos },
  tan: { arity: [1, 1], apply: Math.tan },
  asin: { arity: [1, 1], apply: Math.asin },
  acos: { arity: [1, 1], apply: Math.acos },
  atan: { arity: [1, 1], apply: Math.atan },
  floor: { arity: [1, 1], apply: Math.floor },
  ceil: { arity: [1, 1], apply: Math.ceil },
  round: {
    arity: [1, 2],
    apply: (value, digits = 0) => Number(`${Math.round(Number(`${value}e${digits}`))}e${-digits}`),
  },
  min: { arity: [1, 100], apply: Math.min },
  max: { arity: [1, 100], apply: Math.max },
  sum: { arity: [1, 100], apply: (...values) => values.reduce((total, value) => total + value, 0) },
  avg: {
    arity: [1, 100],
    apply: (...values) => values.reduce((total, value) => total + value, 0) / values.length,
  },
};
const constants: Record<string, number> = { pi: Math.PI, e: Math.E, tau: 2 * Math.PI };

/** Every word that an expression may contain. */
export const knownNames = ['of', 'mod', ...Object.keys(functions), ...Object.keys(constants)];

/**
 * The value of an arithmetic expression: numbers, + - * / % ^, parentheses, percentages (`15% of 80`), a few functions
 * and constants. A parser by recursive descent over its own tokens; nothing of the text is ever run.
 * @throws ExpressionError
 */
export function evaluate(text: string): number {
  if (text.length > longest) throw new ExpressionError(`An expression has at most ${longest} characters`);
  const parser = new Parser(tokensOf(text));
  const value = parser.whole();
  if (Number.isNaN(value)) throw new ExpressionError('The expression has no real value');
  if (!Number.isFinite(value))
    throw new ExpressionError('The value is not finite, for example because something is divided by zero');
  // What is left of 0.1 + 0.2 in the sixteenth digit is of no use to anybody.
  return Number(value.toPrecision(15));
}

const written: Record<string, string> = {
  '×': '*',
  '·': '*',
  '÷': '/',
  ':': '/',
  '−': '-',
  '–': '-',
  '**': '^',
};
const token =
  /\s*(?:(\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|([a-z][a-z0-9]*)|(\*\*|[-+*/%^(),×·÷:−–²³]))/iy;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  const source = text.trim();
  while (token.lastIndex < source.length) {
    const at = token.lastIndex;
    const match = token.exec(source);
    if (!match) throw new ExpressionError(`Not understood: "${source.slice(at, at + 20).trim()}"`);
    const [, number, name, sign] = match;
    if (sign === '²' || sign === '³') tokens.push('^', sign === '²' ? '2' : '3');
    else tokens.push(number ?? name?.toLowerCase() ?? written[sign ?? ''] ?? sign ?? '');
  }
  return tokens;
}

class Parser {
  #at = 0;
  #depth = 0;

  constructor(private readonly tokens: string[]) {}

  whole(): number {
    if (this.tokens.length === 0) throw new ExpressionError('The expression is empty');
    const value = this.sum();
    if (this.#at < this.tokens.length) throw new ExpressionError(`Unexpected "${this.tokens[this.#at]}"`);
    return value;
  }

  private sum(): number {
    if (++this.#depth > deepest) throw new ExpressionError('The expression is nested too deeply');
    let value = this.product();
    for (;;) {
      if (this.take('+')) value += this.product();
      else if (this.take('-')) value -= this.product();
      else break;
    }
    this.#depth--;
    return value;
  }

  private product(): number {
    let value = this.signed();
    for (;;) {
      if (this.take('*') || this.take('of')) value *= this.signed();
      else if (this.take('/')) value /= this.signed();
      else if (this.take('mod') || this.take('%')) value %= this.signed();
      else return value;
    }
  }

  private signed(): number {
    let sign = 1;
    for (;;) {
      if (this.take('-')) sign = -sign;
      else if (!this.take('+')) return sign * this.power();
    }
  }

  /** To the right: 2^3^2 is 2^9; the sign before it comes last: -2^2 is -4. */
  private power(): number {
    const base = this.percent();
    if (!this.take('^')) return base;
    if (++this.#depth > deepest) throw new ExpressionError('The expression is nested too deeply');
    const exponent = this.signed();
    this.#depth--;
    return base ** exponent;
  }

  /** `15%` is a percentage unless something follows that it could be the remainder of. */
  private percent(): number {
    const value = this.atom();
    const next = this.tokens[this.#at + 1];
    const isRemainder = next !== undefined && /^(\d|\.|[a-z(])/.test(next) && next !== 'of' && next !== 'mod';
    if (this.tokens[this.#at] !== '%' || isRemainder) return value;
    this.#at++;
    return value / 100;
  }

  private atom(): number {
    const found = this.tokens[this.#at++];
    if (found === undefined) throw new ExpressionError('The expression ends too early');
    if (/^[\d.]/.test(found)) return Number(found);
    if (found === '(') {
      const value = this.sum();
      this.expect(')');
      return value;
    }
    if (Object.hasOwn(constants, found)) return constants[found] ?? NaN;
    if (Object.hasOwn(functions, found)) return this.applied(found);
    throw new ExpressionError(`Unknown name or sign "${found.slice(0, 30)}"`);
  }

  private applied(name: string): number {
    const known = functions[name];
    this.expect('(');
    const values: number[] = [];
    if (!this.take(')')) {
      do values.push(this.sum());
      while (this.take(','));
      this.expect(')');
    }
    const [least, most] = known?.arity ?? [0, 0];
    if (!known || values.length < least || values.length > most)
      throw new ExpressionError(`${name} takes ${least === most ? least : `${least} to ${most}`} values`);
    return known.apply(...values);
  }

  private take(wanted: string): boolean {
    if (this.tokens[this.#at] !== wanted) return false;
    this.#at++;
    return true;
  }

  private expect(wanted: string): void {
    if (!this.take(wanted)) throw new ExpressionError(`Expected "${wanted}"`);
  }
}
