import type { JsonSchema } from '../../../contracts/plugins.contract.js';
import { invalid } from '../../../platform/errors/app-error.js';
import { soundObjectSchema } from './sound-schema.js';

const settingName = /^[a-zA-Z_][a-zA-Z0-9_-]{0,63}$/;

type Property = Record<string, unknown>;

const propertiesOf = (schema: JsonSchema | null): [string, Property | boolean][] =>
  Object.entries((schema?.properties ?? {}) as Record<string, Property | boolean>);

const isSecret = (property: Property | boolean): property is Property =>
  typeof property === 'object' && (property.writeOnly === true || property.format === 'password');

/** The settings of a plugin that are kept sealed and told to nobody. */
export const secretNamesOf = (schema: JsonSchema | null): string[] =>
  propertiesOf(schema)
    .filter(([, property]) => isSecret(property))
    .map(([name]) => name);

/**
 * The schema of a plugin's settings, sound and with the rules of secrets; settings that it does not name are refused
 * unless it says otherwise. @throws AppError VALIDATION_ERROR
 */
export function soundConfigSchema(given: JsonSchema, path = 'body.configSchema'): JsonSchema {
  const schema = soundObjectSchema(given, path);
  for (const [name, property] of propertiesOf(schema)) {
    const at = `${path}.properties.${name}`;
    if (!settingName.test(name)) throw invalid(at, 'a setting is named with letters, digits, _ and -');
    if (!isSecret(property)) {
      if (hidesSecret(property))
        throw invalid(at, 'only settings themselves can be secrets, not parts of one');
      continue;
    }
    if (property.type !== 'string') throw invalid(`${at}.type`, 'a secret is a string');
    if (property.default !== undefined) throw invalid(`${at}.default`, 'a secret has no default');
  }
  return { ...schema, additionalProperties: schema.additionalProperties ?? false };
}

function hidesSecret(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  if (!Array.isArray(schema) && isSecret(schema as Property)) return true;
  return Object.values(schema).some(hidesSecret);
}
