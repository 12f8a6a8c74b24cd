import { AiConfigAnswer, AiConfigChanged, UpdateAiConfig } from '../../contracts/ai/ai-config.contract.js';
import { presentAiConfig, updateSettings, type UpdateSettings } from '../../providers/index.js';
import { ok } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = {
  surface: 'ai',
  path: '/api/admin/ai/config',
  tag: 'AI administration',
  access: 'admin',
  limit: 'admin',
} as const;

export const createAiConfigRoutes = (dependencies: UpdateSettings['dependencies']) => [
  defineRoute({
    ...common,
    method: 'GET',
    summary: 'Get the configuration of models',
    description: 'Keys are masked. What was not set is as the environment of the installation says.',
    responses: { 200: AiConfigAnswer },
    handler: async () => {
      await dependencies.settings.refresh();
      return ok({ success: true, data: presentAiConfig(dependencies.settings.current()) });
    },
  }),
  defineRoute({
    ...common,
    method: 'POST',
    summary: 'Change the configuration of models',
    description:
      'What is named is changed, `null` puts it back to what it is without being set. Every process follows within seconds and without a restart; answers that are being made end with what they began with. A masked key that is sent back leaves the key as it is.',
    request: { body: UpdateAiConfig },
    responses: { 200: AiConfigChanged },
    handler: async ({ actor, body }) => {
      const settings = await updateSettings({ actor, input: body, dependencies });
      const message = 'AI configuration updated successfully';
      return ok({ success: true, data: presentAiConfig(settings), message });
    },
  }),
];
