import type { PluginManifest, RegisterPlugin } from '../../../contracts/plugins.contract.js';
import { invalid } from '../../../platform/errors/app-error.js';
import { OutboundError } from '../../../platform/http/outbound-error.js';
import { checkUrl, type OutboundRules } from '../../../platform/http/outbound-rules.js';
import type { PluginDefinition, PluginDependencies } from '../plugin-kind.js';
import { soundObjectSchema } from '../schemas/sound-schema.js';
import { annotatedTools } from '../tools/annotated-tools.js';
import { isHostEntry } from '../../../platform/http/listed-hosts.js';
import { withSettings } from '../tools/config-schema.js';
import { checkHeaders, settingsOfHeaders } from '../tools/header-templates.js';
import { manifestNotes } from '../tools/manifest-notes.js';
import { isRepeatableByHand, operationByHand } from './by-hand.js';
import { fetchDocument } from './fetch-document.js';
import type { PreparedService } from './http-operation.js';
import { readDocument } from './openapi/read-document.js';
import { readOpenApi, type ReadOpenApi } from './openapi/read-openapi.js';
import { fillServer } from './openapi/servers.js';
import { defaultsOf } from './service-hosts.js';

/** Lists the tools of a web service: of its OpenAPI document, or as they were described by hand. */
export async function completeHttp(
  { manifest, configSchema, permissions = {} }: RegisterPlugin,
  { fetch, rules }: PluginDependencies,
): Promise<PluginDefinition> {
  checkHeaders(manifest.headers);
  const badHost = permissions.hosts?.find((host) => !isHostEntry(host));
  if (badHost !== undefined) throw invalid('body.permissions.hosts', `${badHost} is not a host or host:port`);
  if (manifest.endpoint !== undefined) checkAddress(manifest.endpoint, 'body.manifest.endpoint', rules);
  const found =
    manifest.openapi === undefined ? byHand(manifest) : await byDocument(manifest, { permissions, fetch });
  const settings = { ...found.properties, ...settingsOfHeaders(manifest.headers) };
  const defaults = defaultsOf(found.properties);
  for (const server of new Set(found.operations.map((operation) => operation.server)))
    checkAddress(fillServer(server, defaults), 'body.manifest.openapi', rules);
  const completed: PluginManifest = { ...manifest, tools: found.tools, ...manifestNotes(found.notes) };
  return {
    manifest: completed,
    configSchema: withSettings(configSchema, settings),
    permissions,
    prepared: { operations: found.operations } satisfies PreparedService,
  };
}

async function byDocument(
  manifest: RegisterPlugin['manifest'],
  { permissions, fetch }: Required<Pick<RegisterPlugin, 'permissions'>> & Pick<PluginDependencies, 'fetch'>,
): Promise<ReadOpenApi> {
  const { source, base } = await fetchDocument(manifest.openapi, fetch);
  const { operations, tags } = permissions;
  const found = readOpenApi(readDocument(source), {
    endpoint: manifest.endpoint ?? null,
    base,
    selection: { operations, tags },
  });
  const { tools, unknown } = annotatedTools(found.tools, manifest.tools);
  const notes = unknown.map((name) => `${name} is no operation of the document that became a tool`);
  return { ...found, tools, notes: [...notes, ...found.notes] };
}

function byHand({ endpoint, tools = [] }: RegisterPlugin['manifest']): ReadOpenApi {
  if (endpoint === undefined || tools.length === 0)
    throw invalid('body.manifest', 'an http plugin needs an OpenAPI document, or an endpoint and tools');
  const names = new Set<string>();
  const sound = tools.map((tool, at) => {
    const path = `body.manifest.tools.${at}`;
    if (names.has(tool.name)) throw invalid(`${path}.name`, `${tool.name} is there twice`);
    names.add(tool.name);
    const inputSchema = soundObjectSchema(tool.inputSchema, `${path}.inputSchema`);
    return { ...tool, inputSchema, repeatable: isRepeatableByHand(tool) };
  });
  const operations = sound.map((tool, at) =>
    operationByHand(tool, { endpoint, path: `body.manifest.tools.${at}` }),
  );
  return { tools: sound, operations, properties: {}, notes: [] };
}

function checkAddress(url: string, path: string, rules: OutboundRules): void {
  try {
    checkUrl(url, rules);
  } catch (error) {
    if (error instanceof OutboundError) throw invalid(path, `${url.slice(0, 200)}: ${error.message}`);
    throw error;
  }
}
