import type { JsonSchema } from '../../../contracts/plugins.contract.js';
import { invalid } from '../../../platform/errors/app-error.js';

const text = (description: string, maxLength: number): JsonSchema => ({
  ...{ type: 'string', minLength: 1, maxLength },
  description: description.slice(0, 400),
});

/** A setting that is sealed, and told to nobody but the service that it is for. */
export const secret = (description: string): JsonSchema => ({ ...text(description, 8_000), writeOnly: true });

export const setting = (description: string): JsonSchema => text(description, 1_000);

/**
 * What the builder says of the settings, and what follows from the service beside it. The builder's words count, but
 * what the service needs as a secret is one. @throws AppError VALIDATION_ERROR when a secret would be something else than text
 */
export function withSettings(
  given: JsonSchema | null | undefined,
  derived: Record<string, JsonSchema>,
): JsonSchema | null {
  if (Object.keys(derived).length === 0) return given ?? null;
  const schema: JsonSchema = given ?? { type: 'object', additionalProperties: false };
  const properties = { ...((schema.properties ?? {}) as Record<string, JsonSchema>) };
  for (const [name, needed] of Object.entries(derived)) {
    const own = properties[name];
    if (own !== undefined && own.type !== 'string')
      throw invalid(`body.configSchema.properties.${name}`, 'the service needs this setting to be a string');
    properties[name] =
      own === undefined ? needed : needed.writeOnly === true ? { ...own, writeOnly: true } : own;
  }
  return { ...schema, properties };
}
