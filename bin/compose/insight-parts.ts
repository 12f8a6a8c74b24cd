import type { InsightDependencies } from '../../insights/index.js';
import type { Logger } from '../../platform/logging/logger.js';
import { contextWindowOf, englishModel, type AiSettings, type LiveSettings } from '../../providers/index.js';
import type { Models } from './models.js';

/** What summaries and the like need of the process that makes them. */
export const insightParts = ({
  models: { gateway },
  settings,
  logger,
}: {
  models: Pick<Models, 'gateway'>;
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
  async embedSentences(texts, { organizationId, jobId, language, feature, signal, spending }) {
    // Models of other languages are so slow that a summary would wait for them.
    if (language !== 'en') return null;
    const context = { organizationId, jobId, feature: jobId ? 'digest' : feature } as const;
    const call = {
      context,
      model: englishModel,
      texts,
      purpose: 'passage',
      signal,
      onMetered: spending.note,
    } as const;
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
