import type { JsonSchema } from '../../../contracts/plugins.contract.js';
import { invalid } from '../../../platform/errors/app-error.js';
import { isHeaderName, isHeaderText } from '../http/header-text.js';
import { secret } from './config-schema.js';
import { ToolError } from './tool.js';

type Templates = Record<string, string>;

const placeholder = /\{([a-zA-Z_]\w{0,63})\}/g;

/** The settings that headers name, as secrets: a header that has to be given by each bot is a credential. */
export const settingsOfHeaders = (headers: Templates = {}): Record<string, JsonSchema> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([header, text]) =>
      [...text.matchAll(placeholder)].map(([, name = '']) => [name, secret(`Sent in the header ${header}`)]),
    ),
  );

/** @throws AppError VALIDATION_ERROR for a header that cannot be sent */
export function checkHeaders(headers: Templates = {}): void {
  for (const [name, text] of Object.entries(headers))
    if (!isHeaderName(name) || !isHeaderText(text))
      throw invalid(`body.manifest.headers.${name.slice(0, 50)}`, 'this header cannot be sent');
}

/**
 * The headers with their settings filled in. One whose settings are not given is left out, so that a service which
 * needs none can be asked. @throws ToolError for a setting that cannot be part of a header
 */
export function fillHeaders(
  headers: Templates = {},
  { config, secrets }: { config: Record<string, unknown>; secrets: Record<string, string> },
): Record<string, string> {
  const filled: Record<string, string> = {};
  for (const [name, text] of Object.entries(headers)) {
    let isComplete = true;
    const value = text.replaceAll(placeholder, (_, setting: string) => {
      const given = Object.hasOwn(secrets, setting) ? secrets[setting] : config[setting];
      isComplete &&= typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean';
      return String(given);
    });
    if (!isComplete) continue;
    if (!isHeaderText(value))
      throw new ToolError('refused', `The setting in the header ${name} cannot be sent`);
    filled[name.toLowerCase()] = value;
  }
  return filled;
}
