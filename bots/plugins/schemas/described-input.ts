import type { JsonSchema } from '../../../contracts/plugins.contract.js';
import { TooLarge } from './model-schema.js';
import { soundObjectSchema } from './sound-schema.js';
import { Unsupported } from './unsupported.js';

/** Levels of a schema that are described; fewer where a tool's input would be too large for a model. */
const depths = [8, 5, 3, 2, 1] as const;
/** Of one tool; with 64 tools a prompt is long enough. */
const longestInput = 12_000;

/**
 * The input of a tool in as much detail as a model can be told of. @param read describes it down to so many levels
 * @throws Unsupported when it is too large even without its parts, AppError when it is no sound schema
 */
export function describedInput<T extends { input: JsonSchema }>(
  read: (depth: number) => T,
): T & { isShortened: boolean } {
  for (const depth of depths) {
    const found = unlessTooLarge(() => read(depth));
    if (!found || JSON.stringify(found.input).length > longestInput) continue;
    const input = soundObjectSchema(found.input, 'its input', { patterns: 'dropped' });
    return { ...found, input, isShortened: depth < depths[0] };
  }
  throw new Unsupported('its input is too large to be described to a model');
}

function unlessTooLarge<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
}
