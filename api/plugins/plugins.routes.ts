import { z } from 'zod';
import {
  deletePlugin,
  listPlugins,
  readPlugin,
  registerPlugin,
  updatePlugin,
  type PluginDependencies,
} from '../../bots/index.js';
import { Empty } from '../../contracts/common.contract.js';
import {
  DeletePlugin,
  ListPlugins,
  Plugin,
  ReadPlugin,
  RegisterPlugin,
  UpdatePlugin,
} from '../../contracts/plugins.contract.js';
import { created, done, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', tag: 'Plugins', access: 'user' } as const;
const read = { ...common, method: 'GET', organizationRole: 'viewer', limit: 'read' } as const;
const change = { ...common, organizationRole: 'editor', limit: 'management' } as const;
/** An OpenAPI document of a megabyte, as text inside JSON. */
const bodyLimit = 2_500_000;

export const createPluginRoutes = (dependencies: PluginDependencies) => [
  defineRoute({
    ...read,
    path: '/api/v1/plugins',
    summary: 'List plugins',
    description:
      'Those of the organisation and those that come with the installation. OpenAPI documents are left out of lists.',
    paginated: true,
    request: { query: ListPlugins },
    responses: { 200: z.array(Plugin) },
    handler: async ({ actor, query }) => {
      const { items, total } = await listPlugins({ actor, query });
      return page(items, total, query);
    },
  }),
  defineRoute({
    ...change,
    method: 'POST',
    path: '/api/v1/plugins',
    summary: 'Register a plugin',
    description:
      'Of type `http`: the operations of a web service, from its OpenAPI document or written by hand. Of type `mcp`: the tools of an MCP server, which is asked for them. No code of a plugin runs in the platform.',
    idempotent: true,
    request: { body: RegisterPlugin, bodyLimit },
    responses: { 201: Plugin },
    errors: ['CONFLICT'],
    handler: async ({ actor, body }) => {
      const { id } = await registerPlugin({ actor, input: body }, dependencies);
      return created(await readPlugin({ actor, id }));
    },
  }),
  defineRoute({
    ...read,
    path: '/api/v1/plugins/:id',
    summary: 'Get a plugin',
    description: 'Its newest version unless `version` names another.',
    request: { query: ReadPlugin },
    responses: { 200: Plugin },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query }) =>
      ok(await readPlugin({ actor, id: params.id, version: query.version })),
  }),
  defineRoute({
    ...change,
    method: 'PUT',
    path: '/api/v1/plugins/:id',
    summary: 'Update a plugin',
    description:
      'Versions never change: a change of manifest, configSchema or permissions needs a higher `version`, which takes what is not sent from the newest one. Bots keep their version until they are given another.',
    request: { body: UpdatePlugin, bodyLimit },
    responses: { 200: Plugin },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, body }) => {
      const { id } = await updatePlugin({ actor, id: params.id, input: body }, dependencies);
      return ok(await readPlugin({ actor, id }));
    },
  }),
  defineRoute({
    ...change,
    method: 'DELETE',
    path: '/api/v1/plugins/:id',
    summary: 'Delete a plugin',
    description:
      'With all its versions. Bots that use it refuse that by their names, unless `uninstall=true` takes it from them.',
    request: { query: DeletePlugin },
    responses: { 200: Empty },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, query }) => {
      await deletePlugin({ actor, id: params.id, uninstall: query.uninstall });
      return done('Plugin deleted');
    },
  }),
];
