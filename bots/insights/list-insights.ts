import type { Actor } from '../../accounts/index.js';
import type { Page } from '../../contracts/common.contract.js';
import {
  severities,
  type Insight,
  type InsightKind,
  type ListInsights,
} from '../../contracts/insights.contract.js';
import { requireChatbot } from '../chatbots/chatbot.policy.js';
import { costInsights } from './cost-insights.js';
import { windowOf } from './insight-window.js';
import { intentDrift } from './intent-drift.js';
import { questionInsights } from './question-insights.js';
import { questionModelOf, type QuestionEmbedding } from './questions/embed-questions.js';
import { resolvedByLearning } from './resolved.js';

/**
 * What a bot's conversations show, computed from them as they are now: gravest first, then what is about most answers.
 * @throws AppError NOT_FOUND, VALIDATION_ERROR for an impossible time
 */
export async function listInsights({
  actor,
  chatbotId,
  query,
  embedding,
}: {
  actor: Actor;
  chatbotId: string;
  query: ListInsights;
  embedding: QuestionEmbedding;
}): Promise<Page<Insight>> {
  const window = windowOf(query);
  const bot = await requireChatbot(actor, chatbotId);
  const isWanted = (kind: InsightKind): boolean => query.kind === undefined || query.kind === kind;
  const model = await questionModelOf(bot, embedding.embeddingFor);
  const { embed } = embedding;
  const resolvedSince = await resolvedByLearning(bot, { model, embed });
  const found: Insight[] = [];
  // One after the other: a question that two kinds ask for is embedded once.
  for (const kind of ['unanswered', 'low-rating', 'knowledge-gap'] as const)
    if (isWanted(kind))
      found.push(...(await questionInsights(bot, { kind, window, model, embed, resolvedSince })));
  const [drift, costs] = await Promise.all([
    isWanted('intent-drift') ? intentDrift(bot, window) : [],
    isWanted('cost') ? costInsights(bot, window) : [],
  ]);
  const asked = [...found, ...drift, ...costs].filter(
    ({ severity }) => query.severity === undefined || severity === query.severity,
  );
  const items = asked.sort(gravestFirst).slice((query.page - 1) * query.limit, query.page * query.limit);
  return { items, total: asked.length };
}

const gravestFirst = (a: Insight, b: Insight): number =>
  severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
  b.count - a.count ||
  (b.lastSeenAt < a.lastSeenAt ? -1 : b.lastSeenAt > a.lastSeenAt ? 1 : a.id < b.id ? -1 : 1);
