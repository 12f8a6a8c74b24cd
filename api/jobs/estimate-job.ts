import type { Actor } from '../../accounts/index.js';
import {
  estimateEvaluation,
  estimateLearning,
  estimateTraining,
  type BotEstimates,
} from '../../bots/index.js';
import type { EstimateJob, JobEstimate } from '../../contracts/job-estimates.contract.js';
import {
  estimateDigest,
  estimateMessageEmbeddings,
  estimateModeration,
  type MessageEstimates,
} from '../../insights/index.js';
import { estimateIngest, estimateReindex, type KnowledgeEstimates } from '../../knowledge/index.js';
import {
  readRemaining,
  type LiveSettings,
  type Moderator,
  type Remaining,
  type WorkEstimate,
} from '../../providers/index.js';

export interface EstimateDependencies extends KnowledgeEstimates, BotEstimates, MessageEstimates {
  embedders: KnowledgeEstimates['embedders'] & MessageEstimates['embedders'];
  insights: { contextWindow: number };
  moderator: () => Pick<Moderator, 'provider' | 'model'> | null;
  settings: Pick<LiveSettings, 'current'>;
}

/** What a job would cost at the present prices, and whether the budgets allow it. Nothing is begun. @throws AppError NOT_FOUND */
export async function estimateJob(
  actor: Actor,
  input: EstimateJob,
  dependencies: EstimateDependencies,
): Promise<JobEstimate> {
  const { chatbotId, ...work } = await workOf(actor, input, dependencies);
  const settings = dependencies.settings.current();
  const remaining = await readRemaining(actor.organizationId, { chatbotId, settings });
  return {
    kind: input.kind,
    ...{ provider: work.provider, model: work.model, requests: work.requests, tokens: work.tokens },
    cost: { expected: dollars(work.expected), maximum: dollars(work.maximum) },
    budgets: remaining.map(({ scope, scopeId, daily, monthly }) => ({
      ...{ scope, scopeId },
      remaining: { daily: dollars(daily), monthly: dollars(monthly) },
    })),
    fits: fitsIn(remaining, work),
  };
}

function workOf(
  actor: Actor,
  input: EstimateJob,
  dependencies: EstimateDependencies,
): Promise<WorkEstimate & { chatbotId?: string }> {
  switch (input.kind) {
    case 'ingest':
      return estimateIngest(actor, input, dependencies);
    case 'reindex':
      return estimateReindex(actor, input, dependencies);
    case 'embeddings':
      return estimateMessageEmbeddings(actor, input, dependencies);
    case 'digest': {
      const { gateway, insights } = dependencies;
      return estimateDigest(actor, input, { gateway, contextWindow: insights.contextWindow });
    }
    case 'moderation-batch':
      return estimateModeration(actor, input, dependencies);
    case 'training':
      return estimateTraining(actor, input, dependencies);
    case 'learning':
      return estimateLearning(actor, input, dependencies);
    case 'evaluation':
      return estimateEvaluation(actor, input, dependencies);
  }
}

const dollars = (micros: number | null): number | null => (micros === null ? null : micros / 1_000_000);

/** What costs nothing always fits, and so does anything without a limit. */
function fitsIn(remaining: Remaining[], { expected, maximum }: WorkEstimate): boolean | null {
  const limits = remaining.flatMap(({ daily, monthly }) => [daily, monthly]).filter((left) => left !== null);
  if (limits.length === 0 || maximum === 0) return true;
  const least = Math.min(...limits);
  if (expected !== null && expected > least) return false;
  return maximum !== null && maximum <= least ? true : null;
}
