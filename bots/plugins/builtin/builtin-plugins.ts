import type { BuiltinPlugin } from './builtin-plugin.js';
import { calculatorPlugin } from './calculator/calculator.plugin.js';
import { dateTimePlugin } from './date-time/date-time.plugin.js';
import { webFetchPlugin } from './fetch/web-fetch.plugin.js';
import { knowledgeSearchPlugin } from './knowledge-search.plugin.js';

/** What comes with the installation. */
export const builtinPlugins: readonly BuiltinPlugin[] = [
  calculatorPlugin,
  dateTimePlugin,
  knowledgeSearchPlugin,
  webFetchPlugin,
];
