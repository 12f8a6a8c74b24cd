import { pluginLimits, type JsonSchema, type PluginTool } from '../../../../contracts/plugins.contract.js';
import { AppError, invalid } from '../../../../platform/errors/app-error.js';
import { describedInput } from '../../schemas/described-input.js';
import { ToolNames } from '../../tools/tool-names.js';
import { isRepeatable, type HttpOperation } from '../http-operation.js';
import { ArgumentNames } from './argument-names.js';
import { ModelSchemas } from '../../schemas/model-schema.js';
import { brief, tell, textOf, type Node } from '../../schemas/node.js';
import {
  labelOf,
  listOperations,
  selected,
  unknownOf,
  type GivenOperation,
  type Selection,
} from './operations.js';
import { parametersOf, readParameters, type Argument } from './parameters.js';
import type { OpenApiDocument } from './read-document.js';
import { readBody } from './request-body.js';
import { createResolver, type Resolve } from '../../schemas/resolve-refs.js';
import { Security, type ConfigProperties } from './security.js';
import { readServer, type Server } from './servers.js';
import { Unsupported } from '../../schemas/unsupported.js';

export interface ReadOpenApi {
  tools: PluginTool[];
  operations: HttpOperation[];
  /** What the service needs to be told: secrets, and variables of its address. */
  properties: ConfigProperties;
  /** What was left out or simplified, and why. */
  notes: string[];
}

export interface ReadOptions {
  /** The base URL, instead of the servers that the document names. */
  endpoint: string | null;
  /** Where the document came from: relative servers stand on it. */
  base: string | null;
  selection: Selection;
}

const longestDescription = 1_000;
const longestLabel = 150;

/**
 * Makes tools of the operations of a document. What cannot be called is left out and named in the notes.
 * @throws AppError VALIDATION_ERROR when nothing is left, or more than a plugin may have
 */
export function readOpenApi(document: OpenApiDocument, options: ReadOptions): ReadOpenApi {
  const resolve = createResolver(document.root);
  const security = new Security(document.root, resolve);
  const { operations: given, notes } = listOperations(document, resolve);
  const wanted = select(given, options.selection);
  const names = new ToolNames();
  const found: ReadOpenApi = { tools: [], operations: [], properties: {}, notes };
  for (const one of wanted)
    try {
      const server = serverOf(document.root, one, options);
      const { input, parameters, body, isShortened } = inputOf(one, document, resolve);
      const alternatives = security.of(one.operation);
      Object.assign(found.properties, server.variables);
      const name = names.name(one.id);
      found.operations.push({
        ...{ tool: name, method: one.method, server: server.url, path: one.path, parameters, body },
        security: alternatives,
      });
      found.tools.push({
        ...{ name, description: descriptionOf(one), inputSchema: input },
        repeatable: isRepeatable(one.method),
      });
      if (isShortened) notes.push(`${nameOf(one)}: the deeper parts of its input are left open`);
    } catch (error) {
      if (!(error instanceof Unsupported || error instanceof AppError)) throw error;
      notes.push(`${nameOf(one)} is left out: ${error.message}`);
    }
  if (found.tools.length === 0)
    throw invalid('body.manifest.openapi', `no operation can become a tool. ${notes[0] ?? 'There is none'}`);
  Object.assign(found.properties, security.properties);
  return found;
}

function select(given: GivenOperation[], selection: Selection): GivenOperation[] {
  const unknown = unknownOf(given, selection);
  if (unknown.length > 0)
    throw invalid(
      'body.permissions.operations',
      `the document has no operation or tag ${unknown.slice(0, 5).join(', ').slice(0, 300)}`,
    );
  const wanted = selected(given, selection);
  if (wanted.length > pluginLimits.tools)
    throw invalid(
      'body.permissions.operations',
      `${wanted.length} operations are more than the ${pluginLimits.tools} that a plugin may have; name those that are wanted, or their tags in permissions.tags`,
    );
  return wanted;
}

function serverOf(root: Node, { item, operation }: GivenOperation, { endpoint, base }: ReadOptions): Server {
  if (endpoint !== null) return { url: endpoint.replace(/\/+$/, ''), variables: {} };
  const server = [operation.servers, item.servers, root.servers]
    .map((servers) => readServer(servers, base))
    .find((one) => one !== null);
  // OpenAPI 3.1, 4.8.1: without servers it is the address that the document is at.
  return server ?? readServer([{ url: '/' }], base) ?? { url: '', variables: {} };
}

function inputOf(one: GivenOperation, document: OpenApiDocument, resolve: Resolve) {
  const given = parametersOf(one.item, one.operation, resolve);
  return describedInput((depth) => {
    const tools = {
      schemas: new ModelSchemas(resolve, document.version, depth),
      names: new ArgumentNames(),
      resolve,
    };
    const { parameters, arguments: sent } = readParameters(given, tools);
    const hasBody = one.method !== 'GET' && one.method !== 'HEAD';
    const { body, arguments: inBody } = readBody(hasBody ? one.operation.requestBody : undefined, tools);
    return { parameters, body, input: objectOf([...sent, ...inBody]) };
  });
}

const objectOf = (parts: Argument[]): JsonSchema => {
  const required = parts.filter((part) => part.required).map(({ argument }) => argument);
  return {
    type: 'object',
    properties: Object.fromEntries(parts.map(({ argument, schema }) => [argument, schema])),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  } as JsonSchema;
};

function descriptionOf({ operation, ...one }: GivenOperation): string {
  const parts = [textOf(operation.summary), textOf(operation.description)].filter(Boolean);
  const text = parts.length === 2 && parts[1]?.startsWith(parts[0] ?? '') ? parts[1] : parts.join('\n\n');
  const told = text === '' ? labelOf(one) : text;
  return tell(operation.deprecated === true ? `Deprecated. ${told}` : told, longestDescription);
}

const nameOf = (one: GivenOperation): string =>
  brief(one.id === '' ? labelOf(one) : `${labelOf(one)} (${one.id})`, longestLabel);
