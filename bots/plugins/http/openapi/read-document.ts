import { parse } from 'yaml';
import { invalid } from '../../../../platform/errors/app-error.js';
import { brief, isNode, type Node } from '../../schemas/node.js';

export const longestDocument = 1_000_000;
/** Aliases of YAML that are written out: each may repeat others. */
const mostAliases = 100;
const field = 'body.manifest.openapi';

export interface OpenApiDocument {
  root: Node;
  version: '3.0' | '3.1';
}

/**
 * Reads a document from JSON or YAML text, or takes an object as it is.
 * @throws AppError VALIDATION_ERROR when it is too large, broken, or no OpenAPI 3.0 or 3.1
 */
export function readDocument(source: unknown): OpenApiDocument {
  const root = typeof source === 'string' ? parsed(source) : source;
  if (!isNode(root)) throw invalid(field, 'this is not an OpenAPI document');
  if (typeof source !== 'string' && JSON.stringify(root).length > longestDocument) throw tooLong();
  if (typeof root.swagger === 'string')
    throw invalid(field, 'the document is Swagger 2.0; it has to be converted to OpenAPI 3.0 or 3.1');
  const version = /^3\.[01](?=\.|$)/.exec(typeof root.openapi === 'string' ? root.openapi : '')?.[0];
  if (version !== '3.0' && version !== '3.1')
    throw invalid(field, 'the document does not say that it is OpenAPI 3.0 or 3.1');
  return { root, version };
}

const tooLong = () => invalid(field, `the document is longer than ${longestDocument / 1_000_000} MB`);

function parsed(text: string): unknown {
  if (Buffer.byteLength(text) > longestDocument) throw tooLong();
  try {
    // JSON is YAML, but a parser of its own is a hundred times as fast.
    return /^\s*\{/.test(text) ? JSON.parse(text) : parse(text, { maxAliasCount: mostAliases });
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : '').split('\n');
    throw invalid(field, `the document is neither JSON nor YAML: ${brief(reason, 200)}`);
  }
}
