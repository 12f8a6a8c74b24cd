import { ToolError } from '../../tools/tool.js';
import { defineBuiltin } from '../builtin-plugin.js';
import { evaluate, ExpressionError, knownNames } from './evaluate.js';

/** Only what can stand in an expression, so that "what is a warranty" is no question for a calculator … */
const symbols = String.raw`^(?:[-+*/%^(),.×·÷:−–²³=?\s]|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|${knownNames.join('|')})+$`;
/** … and something to calculate. */
const operation = String.raw`\d.*[-+*/%^×·÷:−–²³(]|[-+(].*\d`;

export const calculatorPlugin = defineBuiltin({
  id: 'builtin-calculator',
  name: 'Calculator',
  description: 'Calculates exactly what models are bad at: arithmetic, percentages, roots, powers.',
  version: '1.0.0',
  tools: {
    calculator: {
      description:
        'Calculates an arithmetic expression. Understands + - * / % ^, parentheses, percentages such as "15% of 80", sqrt, cbrt, abs, round(x, digits), floor, ceil, min, max, sum, avg, exp, ln, log(x, base), sin, cos, tan, asin, acos, atan (radians), pi and e. Use it for every calculation.',
      inputSchema: {
        type: 'object',
        properties: {
          expression: {
            type: 'string',
            minLength: 1,
            maxLength: 1_000,
            allOf: [{ pattern: symbols }, { pattern: operation }],
            description: 'Such as "12*7" or "round(19.99 * 1.19, 2)"',
          },
        },
        required: ['expression'],
        additionalProperties: false,
      },
      phrases: [
        'what is {expression}',
        'what’s {expression}',
        "what's {expression}",
        'how much is {expression}',
        'calculate {expression}',
        'compute {expression}',
        'wie viel ist {expression}',
        'was ist {expression}',
        'cuánto es {expression}',
        'combien font {expression}',
        'quanto fa {expression}',
      ],
      answer: '{expression} = {result}',
      call: ({ expression }) => {
        const text = String(expression).replace(/[=?\s]+$/, '');
        try {
          return { expression: text, result: evaluate(text) };
        } catch (error) {
          if (error instanceof ExpressionError) throw new ToolError('failed', error.message);
          throw error;
        }
      },
    },
  },
});
