import { pluginLimits } from '../../../contracts/plugins.contract.js';
import type { PluginTrigger } from '../../../contracts/plugin-installations.contract.js';
import { problemOfFreeData } from '../../../contracts/free-data.js';
import { conflict, invalid } from '../../../platform/errors/app-error.js';
import { requireDefinition } from '../registry/known-plugin.js';
import type { PluginDefinition } from '../plugin-kind.js';
import type { InstallationDocument } from './installation.model.js';
import { installationRepository } from './installation.repository.js';

export interface Choices {
  tools: string[] | null;
  confirm: string[];
  triggers: PluginTrigger[];
}

/** What a bot chooses of a plugin must be there. @throws AppError VALIDATION_ERROR */
export function checkChoices({ manifest }: PluginDefinition, { tools, confirm, triggers }: Choices): void {
  const known = new Set(manifest.tools.map(({ name }) => name));
  const check = (name: string, path: string): void => {
    if (!known.has(name)) throw invalid(path, `the plugin has no tool named ${name}`);
  };
  tools?.forEach((name, at) => check(name, `body.tools.${at}`));
  confirm.forEach((name, at) => check(name, `body.confirm.${at}`));
  triggers.forEach(({ tool, arguments: given }, at) => {
    check(tool, `body.triggers.${at}.tool`);
    const problem = given && problemOfFreeData(given);
    if (problem)
      throw invalid(['body.triggers', at, 'arguments', ...problem.path].join('.'), problem.message);
  });
}

export const chosenTools = (
  { manifest }: PluginDefinition,
  { tools }: { tools: string[] | null },
): PluginDefinition['manifest']['tools'] =>
  manifest.tools.filter(({ name }) => tools === null || tools.includes(name));

/** Call it in the transaction of the change, after it. @throws AppError CONFLICT when the bot has too many tools then */
export async function checkToolCount({
  organizationId,
  chatbotId,
}: Pick<InstallationDocument, 'organizationId' | 'chatbotId'>): Promise<void> {
  let count = 0;
  for (const installation of await installationRepository.ofChatbot(organizationId, chatbotId)) {
    if (!installation.enabled) continue;
    const { pluginId, pluginVersion } = installation;
    const definition = await requireDefinition(organizationId, pluginId, pluginVersion);
    count += chosenTools(definition, installation).length;
  }
  if (count > pluginLimits.toolsPerBot)
    throw conflict(
      `A chatbot has at most ${pluginLimits.toolsPerBot} tools, not ${count}; choose some with \`tools\``,
    );
}
