import type { CallOutcome } from '../../contracts/plugin-installations.contract.js';
import { TurnModel } from './turn.model.js';

/** A call as a plugin's status tells it. */
export interface CalledTool {
  tool: string;
  outcome: CallOutcome;
  durationMs: number;
  error: string | null;
  conversationId: string;
  messageId: string;
  calledAt: Date;
}

const called = (organizationId: string, chatbotId: string, pluginId: string, since?: Date) => [
  {
    $match: {
      ...{ organizationId, chatbotId, 'toolCalls.pluginId': pluginId },
      ...(since ? { createdAt: { $gte: since } } : {}),
    },
  },
  { $sort: { createdAt: -1 as const } },
];
/** One document for each call that has ended. */
const calls = (pluginId: string, outcome: object = { $ne: null }) => [
  { $project: { conversationId: 1, toolCalls: 1 } },
  { $unwind: '$toolCalls' },
  // What waits for an end user to agree has not been called.
  {
    $match: {
      'toolCalls.pluginId': pluginId,
      'toolCalls.outcome': outcome,
      'toolCalls.awaitsConsent': { $ne: true },
    },
  },
];
const fields = {
  $project: {
    ...{ _id: 0, messageId: '$_id', conversationId: 1, tool: '$toolCalls.tool', error: '$toolCalls.error' },
    ...{
      outcome: '$toolCalls.outcome',
      durationMs: '$toolCalls.durationMs',
      calledAt: '$toolCalls.calledAt',
    },
  },
};

/** Calls of tools stand in the turns that made them; this looks at them by their plugin. */
export const calledToolRepository = {
  /** Newest first. */
  recent: (
    organizationId: string,
    chatbotId: string,
    pluginId: string,
    { since, limit }: { since: Date; limit: number },
  ): Promise<CalledTool[]> =>
    TurnModel.aggregate<CalledTool>([
      ...called(organizationId, chatbotId, pluginId, since),
      // A turn has one call of the plugin at least.
      { $limit: limit },
      ...calls(pluginId),
      fields,
      { $sort: { calledAt: -1 } },
      { $limit: limit },
    ]).exec(),
  count: async (organizationId: string, chatbotId: string, pluginId: string, since: Date) => {
    const [counted] = await TurnModel.aggregate<{ calls: number; failed: number; average: number }>([
      ...called(organizationId, chatbotId, pluginId, since),
      ...calls(pluginId),
      {
        $group: {
          _id: null,
          calls: { $sum: 1 },
          failed: { $sum: { $cond: [{ $eq: ['$toolCalls.outcome', 'ok'] }, 0, 1] } },
          average: { $avg: '$toolCalls.durationMs' },
        },
      },
    ]).exec();
    const { calls: count = 0, failed = 0, average } = counted ?? {};
    return {
      calls: count,
      failed,
      averageDurationMs: average === undefined ? null : Math.round(average * 10) / 10,
    };
  },
  lastFailed: async (
    organizationId: string,
    chatbotId: string,
    pluginId: string,
  ): Promise<CalledTool | null> => {
    const [last] = await TurnModel.aggregate<CalledTool>([
      {
        $match: {
          ...{ organizationId, chatbotId },
          toolCalls: {
            $elemMatch: { pluginId, outcome: { $nin: ['ok', null] }, awaitsConsent: { $ne: true } },
          },
        },
      },
      { $sort: { createdAt: -1 } },
      { $limit: 1 },
      ...calls(pluginId, { $nin: ['ok', null] }),
      fields,
      { $sort: { calledAt: -1 } },
      { $limit: 1 },
    ]).exec();
    return last ?? null;
  },
};
