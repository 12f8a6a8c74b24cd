import { z } from 'zod';
import { FreeData } from '../../contracts/free-data.js';
import {
  JsonSchema,
  PluginManifest,
  PluginPermissions,
  RegisterPlugin,
} from '../../contracts/plugins.contract.js';
import { InstallPlugin } from '../../contracts/plugin-installations.contract.js';
import { invalid } from '../../platform/errors/app-error.js';
import { newId } from '../../platform/ids.js';
import { checkChoices, checkToolCount } from '../plugins/installations/check-choices.js';
import { installationRepository } from '../plugins/installations/installation.repository.js';
import { findDefinition, findPlugins } from '../plugins/registry/known-plugin.js';
import { reviveDefinition, takeOver } from '../plugins/registry/take-over.js';
import { withDefaults } from '../plugins/schemas/validator.js';
import { definePart } from './archive-part.js';

const { name, description, version, type } = RegisterPlugin.shape;
const { enabled, confirm, triggers } = InstallPlugin.shape;

const Definition = z.strictObject({
  manifest: PluginManifest,
  configSchema: JsonSchema.nullable(),
  permissions: PluginPermissions,
  prepared: z.json().optional(),
});

const Plugins = z
  .array(
    z.strictObject({
      ...{ name, description, version, type },
      /** Of a built-in one. */
      pluginId: z.string().max(64).optional(),
      definition: Definition.optional(),
      config: FreeData,
      ...{ enabled, tools: InstallPlugin.shape.tools, confirm, triggers },
    }),
  )
  .max(200);

/** The plugins that a bot has, with what they are and their settings; secrets stay where they are. */
export const pluginsPart = definePart({
  name: 'plugins',
  schema: Plugins,
  async read({ organizationId, _id }) {
    const installations = await installationRepository.ofChatbot(organizationId, _id);
    const known = await findPlugins(
      organizationId,
      installations.map(({ pluginId }) => pluginId),
    );
    const [value, notes]: [z.input<typeof Plugins>, string[]] = [[], []];
    for (const { pluginId, pluginVersion, config, secretNames, ...choices } of installations) {
      const plugin = known.get(pluginId);
      const definition = await findDefinition(organizationId, pluginId, pluginVersion);
      if (!plugin || !definition) continue;
      const { enabled, tools, confirm, triggers } = choices;
      const isBuiltin = plugin.organizationId === null;
      value.push({
        ...{ name: plugin.name, version: pluginVersion, type: plugin.type, config },
        ...(plugin.description === null ? {} : { description: plugin.description }),
        ...(isBuiltin ? { pluginId } : { definition: definition as z.input<typeof Definition> }),
        ...{ enabled, tools, confirm, triggers },
      });
      if (secretNames.length > 0)
        notes.push(
          `Secrets of the plugin ${plugin.name} have to be entered again: ${secretNames.join(', ')}`,
        );
    }
    return { value, notes };
  },
  async create(plugins, { actor, organizationId, chatbotId, note }) {
    for (const { pluginId, definition: archived, config, ...given } of plugins) {
      const found = archived
        ? await takeOver({
            actor,
            organizationId,
            plugin: given,
            definition: reviveDefinition(given.type, archived),
          })
        : await builtin(organizationId, pluginId ?? '');
      if (!found) {
        note(`The plugin ${given.name} is not known here and was left out`);
        continue;
      }
      const { definition } = found;
      const choices = {
        tools: given.tools ?? null,
        confirm: given.confirm ?? [],
        triggers: given.triggers ?? [],
      };
      checkChoices(definition, choices);
      const installation = await installationRepository.insert(organizationId, newId(), {
        ...{ chatbotId, pluginId: found.pluginId, pluginVersion: found.version, ...choices },
        ...{ config: checkedConfig(definition.configSchema, config), secrets: null, secretNames: [] },
        ...{ enabled: given.enabled ?? true, createdBy: actor.userId },
      });
      await checkToolCount(installation);
    }
  },
});

async function builtin(organizationId: string, pluginId: string) {
  const plugin = (await findPlugins(organizationId, [])).get(pluginId);
  if (!plugin || plugin.organizationId !== null) return null;
  const version = plugin.versions[0] ?? '';
  const definition = await findDefinition(organizationId, pluginId, version);
  return definition && { pluginId, version, definition };
}

/** Required secrets are missing in an archive, everything else must fit. */
function checkedConfig(schema: JsonSchema | null, config: Record<string, unknown>): Record<string, unknown> {
  if (!schema) return {};
  const { value, problems } = withDefaults({ ...schema, required: [] }, config);
  const [problem] = problems;
  if (problem) throw invalid('body.file', `a plugin's ${problem.path || 'settings'} ${problem.message}`);
  return value;
}
