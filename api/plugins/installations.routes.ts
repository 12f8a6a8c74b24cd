import { z } from 'zod';
import {
  configurePlugin,
  installationRepository,
  installPlugin,
  pluginStatus,
  presentInstallations,
  requireChatbot,
  uninstallPlugin,
  type PluginDependencies,
} from '../../bots/index.js';
import { Empty, parseSort } from '../../contracts/common.contract.js';
import {
  ConfigurePlugin,
  InstallPlugin,
  ListInstallations,
  PluginInstallation,
  PluginStatus,
} from '../../contracts/plugin-installations.contract.js';
import type { Sealer } from '../../platform/crypto/sealer.js';
import { created, done, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', tag: 'Plugins', access: 'user' } as const;
const read = { ...common, method: 'GET', organizationRole: 'viewer', limit: 'read' } as const;
const change = { ...common, organizationRole: 'editor', limit: 'management' } as const;

const present = async (installation: Parameters<typeof presentInstallations>[2][number]) => {
  const { organizationId, chatbotId } = installation;
  const [presented] = await presentInstallations(organizationId, chatbotId, [installation]);
  return presented;
};

export const createInstallationRoutes = (dependencies: PluginDependencies & { sealer: Sealer }) => [
  defineRoute({
    ...read,
    path: '/api/v1/chatbots/:chatbotId/plugins',
    summary: 'List the plugins of a chatbot',
    paginated: true,
    request: { query: ListInstallations },
    responses: { 200: z.array(PluginInstallation) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query }) => {
      const { organizationId, _id } = await requireChatbot(actor, params.chatbotId);
      const request = { ...query, chatbotId: _id, sort: parseSort(query.sort) };
      const { items, total } = await installationRepository.list(organizationId, request);
      return page(await presentInstallations(organizationId, _id, items), total, query);
    },
  }),
  defineRoute({
    ...change,
    method: 'POST',
    path: '/api/v1/chatbots/:chatbotId/plugins',
    summary: 'Install a plugin in a chatbot',
    description:
      'Settings are checked by the plugin’s configSchema and get its defaults. Secrets among them are sealed and never told again. It makes a version of the bot.',
    idempotent: true,
    request: { body: InstallPlugin },
    responses: { 201: PluginInstallation },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, body }) =>
      created(
        await present(await installPlugin({ actor, chatbotId: params.chatbotId, input: body }, dependencies)),
      ),
  }),
  defineRoute({
    ...change,
    method: 'DELETE',
    path: '/api/v1/chatbots/:chatbotId/plugins/:pluginId',
    summary: 'Uninstall a plugin from a chatbot',
    description: 'It makes a version of the bot; older versions keep what they had of it.',
    responses: { 200: Empty },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params: { chatbotId, pluginId } }) => {
      await uninstallPlugin({ actor, chatbotId, pluginId });
      return done('Plugin uninstalled');
    },
  }),
  defineRoute({
    ...change,
    method: 'PUT',
    path: '/api/v1/chatbots/:chatbotId/plugins/:pluginId/config',
    summary: 'Configure a plugin of a chatbot',
    description:
      'Settings that are sent are merged; null clears one, secrets that are left out are kept. A `version` moves the bot to it.',
    request: { body: ConfigurePlugin },
    responses: { 200: PluginInstallation },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params: { chatbotId, pluginId }, body }) =>
      ok(await present(await configurePlugin({ actor, chatbotId, pluginId, input: body }, dependencies))),
  }),
  defineRoute({
    ...read,
    path: '/api/v1/chatbots/:chatbotId/plugins/:pluginId/status',
    summary: 'Get the status of a plugin of a chatbot',
    description:
      'The plugin is asked just now whether it can be used; the calls are those of the bot’s turns.',
    responses: { 200: PluginStatus },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params: { chatbotId, pluginId }, signal }) =>
      ok(await pluginStatus({ actor, chatbotId, pluginId, signal }, dependencies)),
  }),
];
