import { userRepository } from '../../accounts/index.js';
import type { AiCosts, ReadAiCosts } from '../../contracts/ai/usage.contract.js';
import { pricePerThousand } from '../metering/prices.js';
import type { AiSettings } from '../settings/ai-settings.js';
import { averageCost, costOf, everyDay, total } from './figures.js';
import { daysOf, rangeOf } from './periods.js';
import { usageRepository, type UsageScope } from './usage.repository.js';

const topUsers = 10;

/** What models cost from one day to another, and what for. */
export async function readCosts(
  { userId, orgId, startDate, endDate }: ReadAiCosts,
  settings: AiSettings,
): Promise<AiCosts['data']> {
  const range = rangeOf(startDate, endDate);
  const scope = { ...range, userId, organizationId: orgId };
  const [byDay, byModel, byFeature, users, pricing] = await Promise.all([
    usageRepository.systemGrouped('day', scope),
    usageRepository.systemGrouped('model', scope),
    usageRepository.systemGrouped('feature', scope),
    presentTopUsers(scope),
    pricesOf(scope, settings),
  ]);
  const all = total(byModel);
  return {
    stats: {
      totalCost: costOf(all),
      totalRequests: all.requests,
      avgCostPerRequest: averageCost(all),
      unpricedRequests: all.unpriced,
      byDay: everyDay(daysOf(range), byDay).map((day) => ({
        date: day.key,
        cost: costOf(day),
        requests: day.requests,
      })),
      byModel: Object.fromEntries(
        byModel.map((group) => [
          group.key ?? 'unknown',
          {
            cost: costOf(group),
            requests: group.requests,
            avgCostPerRequest: averageCost(group),
            unpricedRequests: group.unpriced,
          },
        ]),
      ),
      byFeature: Object.fromEntries(byFeature.map((group) => [group.key ?? 'unknown', costOf(group)])),
    },
    topUsers: users,
    pricing,
    period: { start: range.from.toISOString(), end: new Date(range.to.getTime() - 1).toISOString() },
  };
}

async function presentTopUsers(scope: UsageScope): Promise<AiCosts['data']['topUsers']> {
  const users = await usageRepository.systemTopUsers(scope, topUsers);
  const names = await userRepository.systemNames(users.map(({ userId }) => userId));
  return users.map((user) => ({
    userId: user.userId,
    userName: names.get(user.userId) ?? null,
    totalCost: costOf(user),
    requests: user.requests,
    topFeature: user.topFeature,
  }));
}

/** Of what was used, and of what is set to be used. */
async function pricesOf(
  scope: UsageScope,
  { openai, anthropic }: AiSettings,
): Promise<AiCosts['data']['pricing']> {
  const configured = [
    { provider: 'openai', models: [openai.defaultModel, openai.fallbackModel, 'text-embedding-3-small'] },
    { provider: 'anthropic', models: [anthropic.defaultModel, anthropic.fallbackModel] },
  ].flatMap(({ provider, models }) =>
    models.filter((model) => model !== null).map((model) => ({ provider, model })),
  );
  const all = [...configured, ...(await usageRepository.systemModels(scope))];
  return Object.fromEntries(all.map(({ provider, model }) => [model, pricePerThousand(provider, model)]));
}
