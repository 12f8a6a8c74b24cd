import type { PageRequest, SortOrder } from '../../contracts/common.contract.js';
import type { DeliveryState } from '../../contracts/webhooks.contract.js';
import { newId } from '../../platform/ids.js';
import { isDuplicateKey } from '../../platform/mongo/duplicate-key.js';
import { paginate } from '../../platform/mongo/paginate.js';
import { DeliveryModel, type Attempt, type DeliveredEvent, type DeliveryDocument } from './delivery.model.js';

export type DeliveryCounts = Partial<Record<DeliveryState, number>>;

/** A delivery that is due, as far as its trigger has to know it. */
export type DueDelivery = Pick<
  DeliveryDocument,
  '_id' | 'organizationId' | 'webhookId' | 'attemptCount' | 'nextAttemptAt'
>;
/** What an attempt makes of its delivery. */
export type Settlement = Pick<DeliveryDocument, 'state' | 'nextAttemptAt' | 'deliveredAt' | 'expiresAt'>;

const keptAttempts = 20;
const due = { organizationId: 1, webhookId: 1, attemptCount: 1, nextAttemptAt: 1 };
const noLease = { leasedUntil: null, lease: null };

export const deliveryRepository = {
  /** One of each event for each webhook, however often it is called. */
  plan: async (
    deliveries: readonly { event: DeliveredEvent; webhook: { _id: string; organizationId: string } }[],
  ): Promise<void> => {
    const now = new Date();
    const planned = deliveries.map(({ event, webhook }) => ({
      _id: newId(),
      organizationId: webhook.organizationId,
      webhookId: webhook._id,
      eventId: event.id,
      event,
      state: 'pending' as const,
      nextAttemptAt: now,
      createdAt: now,
    }));
    try {
      await DeliveryModel.insertMany(planned, { ordered: false });
    } catch (error) {
      const problems = (error as { writeErrors?: unknown[] }).writeErrors ?? [error];
      if (!problems.every((problem) => isDuplicateKey(problem))) throw error;
    }
  },
  insertTest: async (
    organizationId: string,
    values: Pick<
      DeliveryDocument,
      'webhookId' | 'event' | 'state' | 'attempts' | 'deliveredAt' | 'expiresAt'
    >,
  ): Promise<DeliveryDocument> =>
    (
      await new DeliveryModel({
        ...values,
        organizationId,
        eventId: values.event.id,
        test: true,
        attemptCount: 1,
        createdAt: values.event.timestamp,
      }).save()
    ).toObject(),
  find: (organizationId: string, webhookId: string, id: string): Promise<DeliveryDocument | null> =>
    DeliveryModel.findOne({ _id: id, organizationId, webhookId }).lean().exec(),
  list: (
    organizationId: string,
    {
      webhookId,
      status,
      event,
      ...request
    }: PageRequest & {
      sort: SortOrder;
      webhookId: string;
      status?: DeliveryState | undefined;
      event?: string | undefined;
    },
  ) =>
    paginate(
      DeliveryModel,
      {
        organizationId,
        webhookId,
        ...(status ? { state: status } : {}),
        ...(event ? { 'event.type': event } : {}),
      },
      request,
    ),
  /** How many deliveries of each webhook are in which state. */
  count: async (organizationId: string, webhookIds: string[]): Promise<Map<string, DeliveryCounts>> => {
    const groups = await DeliveryModel.aggregate<{
      _id: { webhookId: string; state: DeliveryState };
      count: number;
    }>([
      { $match: { organizationId, webhookId: { $in: webhookIds } } },
      { $group: { _id: { webhookId: '$webhookId', state: '$state' }, count: { $sum: 1 } } },
    ]);
    const counts = new Map<string, DeliveryCounts>(webhookIds.map((id) => [id, {}]));
    for (const { _id, count } of groups)
      counts.set(_id.webhookId, { ...counts.get(_id.webhookId), [_id.state]: count });
    return counts;
  },
  /** Due at once, with all its delays before it; `null` while an attempt is in flight. */
  redeliver: (organizationId: string, webhookId: string, id: string): Promise<DeliveryDocument | null> =>
    DeliveryModel.findOneAndUpdate(
      {
        ...{ _id: id, organizationId, webhookId },
        $or: [{ leasedUntil: null }, { leasedUntil: { $lte: new Date() } }],
      },
      {
        $set: {
          ...{ state: 'pending', round: 0, nextAttemptAt: new Date(), deliveredAt: null, expiresAt: null },
          ...noLease,
        },
      },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),
  /** What waits for a webhook that is switched off; an attempt in flight still has its say. */
  stopPending: async (organizationId: string, webhookId: string, expiresAt: Date): Promise<void> => {
    await DeliveryModel.updateMany(
      { organizationId, webhookId, state: 'pending', lease: null },
      { $set: { state: 'disabled', nextAttemptAt: null, expiresAt } },
    );
  },
  deleteOfWebhook: async (organizationId: string, webhookId: string): Promise<void> => {
    await DeliveryModel.deleteMany({ organizationId, webhookId });
  },
  deleteAll: async (organizationId: string): Promise<void> => {
    await DeliveryModel.deleteMany({ organizationId });
  },
  /** Takes a due delivery for one attempt; `null` when it is not due, settled, or in other hands. */
  systemLease: (id: string, leaseMs: number): Promise<DeliveryDocument | null> => {
    const now = new Date();
    return DeliveryModel.findOneAndUpdate(
      {
        ...{ _id: id, state: 'pending', nextAttemptAt: { $lte: now } },
        $or: [{ leasedUntil: null }, { leasedUntil: { $lte: now } }],
      },
      { $set: { lease: newId(), leasedUntil: new Date(now.getTime() + leaseMs) } },
      { returnDocument: 'after' },
    )
      .lean()
      .exec();
  },
  /** Notes an attempt; `false` when another one has taken its place meanwhile, or the delivery was deleted. */
  settle: async (
    { _id, organizationId, lease }: DeliveryDocument,
    attempt: Attempt,
    settlement: Settlement,
  ): Promise<boolean> => {
    const result = await DeliveryModel.updateOne(
      { _id, organizationId, lease },
      {
        $set: { ...settlement, ...noLease },
        $inc: { attemptCount: 1, round: 1 },
        $push: { attempts: { $each: [attempt], $slice: -keptAttempts } },
      },
    );
    return result.modifiedCount === 1;
  },
  /** Ends a delivery without an attempt: its webhook was switched off meanwhile. */
  stop: async ({ _id, organizationId, lease }: DeliveryDocument, expiresAt: Date): Promise<void> => {
    await DeliveryModel.updateOne(
      { _id, organizationId, lease },
      { $set: { state: 'disabled', nextAttemptAt: null, expiresAt, ...noLease } },
    );
  },
  systemDelete: async (id: string): Promise<void> => {
    await DeliveryModel.deleteOne({ _id: id });
  },
  /** Webhooks with deliveries that are neither delivered nor given up. */
  systemWebhooksWithPending: (): Promise<string[]> =>
    DeliveryModel.distinct('webhookId', { state: 'pending' }).exec(),
  /** Those that an attempt should be made of now, the longest due first. */
  systemDue: (webhookId: string, limit: number): Promise<DueDelivery[]> => {
    const now = new Date();
    return DeliveryModel.find(
      {
        ...{ state: 'pending', webhookId, nextAttemptAt: { $lte: now } },
        $or: [{ leasedUntil: null }, { leasedUntil: { $lte: now } }],
      },
      due,
    )
      .sort({ nextAttemptAt: 1 })
      .limit(limit)
      .lean()
      .exec();
  },
  /** Due ones and the age of the oldest, over the installation. */
  systemBacklog: async (): Promise<{ due: number; oldest: Date | null }> => {
    const filter = { state: 'pending' as const, nextAttemptAt: { $lte: new Date() } };
    const [count, first] = await Promise.all([
      DeliveryModel.countDocuments(filter, { limit: 10_000 }),
      DeliveryModel.findOne(filter, { nextAttemptAt: 1 }).sort({ nextAttemptAt: 1 }).lean().exec(),
    ]);
    return { due: count, oldest: first?.nextAttemptAt ?? null };
  },
};
