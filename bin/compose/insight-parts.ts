import type { InsightDependencies } from '../../insights/index.js';
import type { Logger } from '../../platform/logging/logger.js';
import { contextWindowOf, type AiSettings, type LiveSettings } from '../../providers/index.js';
import type { Models } from './models.js';

/** What summaries and the like need of the process that makes them. */
export const insightParts = ({
  models: { gateway, embedders },
  settings,
  logger,
}: {
  models: Pick<Models, 'gateway' | 'embedders'>;
  settings: Pick<LiveSettings, 'current'>;
  logger: Logger;
}): InsightDependencies => ({
  gateway,
  logger,
  get contextWindow() {
    return smallestWindow(settings.current());
  },
  get sentimentModel() {
    return settings.current().anthropic.enabled ? { provider: 'anthropic' } : undefined;
  },
  async embedSentences(texts, { organizationId, jobId, language, signal, spending }) {
    const model = embedders.modelFor(language);
    // Others are paid for, or so slow that a summary would wait for them.
    if (language !== 'en' || embedders.isRemote(model)) return null;
    const feature = jobId ? 'digest' : 'summarization';
    const context = { organizationId, jobId, feature } as const;
    const call = { context, model, texts, purpose: 'passage', signal, onMetered: spending.note } as const;
    return (await gateway.embed(call)).vectors;
  },
});

/** Whichever of the models answers, it must be able to read what it gets. */
const smallestWindow = ({ openai, anthropic }: AiSettings): number =>
  Math.min(
    ...[openai, anthropic].flatMap(({ enabled, defaultModel, fallbackModel }) =>
      enabled ? [defaultModel, ...(fallbackModel ? [fallbackModel] : [])].map(contextWindowOf) : [],
    ),
    200_000,
  );
