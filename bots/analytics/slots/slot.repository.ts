import { mongo } from 'mongoose';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { isDuplicateKey } from '../../../platform/mongo/duplicate-key.js';
import type { Span } from '../activity.repository.js';
import type { BotKey, Slot } from './slot.js';
import { SlotModel, SummedModel, type SlotDocument } from './slot.model.js';

export interface SummedState {
  /** Everything before is kept as slots. */
  until: Date;
  epoch: number;
}

const bytesOf = (numbers: number[]): Buffer => Buffer.from(Uint32Array.from(numbers).buffer);
const numbersOf = (bytes: Uint8Array): number[] => Array.from(new Uint32Array(Uint8Array.from(bytes).buffer));

class TakenBack extends Error {}

async function settle(
  { organizationId, chatbotId }: BotKey,
  { until, epoch }: SummedState,
): Promise<boolean> {
  try {
    const { matchedCount, upsertedCount } = await SummedModel.updateOne(
      { _id: chatbotId, organizationId, epoch },
      { $max: { until }, $setOnInsert: { chatbotId } },
      { upsert: epoch === 0 },
    );
    return matchedCount + upsertedCount > 0;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

async function replace(
  { organizationId, chatbotId }: BotKey,
  { from, to }: Span,
  slots: Slot[],
): Promise<void> {
  const documents = slots.map((slot): SlotDocument => ({
    ...slot,
    _id: `${chatbotId}:${slot.start.getTime()}`,
    ...{ organizationId, chatbotId, latencies: bytesOf(slot.latencies) },
  }));
  const bot = { organizationId, chatbotId };
  await SlotModel.deleteMany({ ...bot, start: { $gte: from, $lt: to } });
  await SlotModel.insertMany(documents, { lean: true });
}

export const slotRepository = {
  async state({ organizationId, chatbotId }: BotKey): Promise<SummedState> {
    const state = await SummedModel.findOne({ _id: chatbotId, organizationId }).lean().exec();
    return { until: state?.until ?? new Date(0), epoch: state?.epoch ?? 0 };
  },
  /**
   * Keeps the slots of a span, and says that everything is kept up to its end; false, and nothing is kept, when something
   * was taken back since the state was read.
   */
  async keep(
    bot: BotKey,
    { span, slots, epoch }: { span: Span; slots: Slot[]; epoch: number },
  ): Promise<boolean> {
    try {
      await withTransaction(async () => {
        if (!(await settle(bot, { until: span.to, epoch }))) throw new TakenBack();
        await replace(bot, span, slots);
      });
      return true;
    } catch (error) {
      if (error instanceof TakenBack) return false;
      throw error;
    }
  },
  /** Takes back what is kept from a time on. */
  async takeBack({ organizationId, chatbotId }: BotKey, since: Date): Promise<void> {
    await withTransaction(async () => {
      await SummedModel.updateOne(
        { _id: chatbotId, organizationId },
        { $min: { until: since }, $inc: { epoch: 1 }, $setOnInsert: { chatbotId } },
        { upsert: true },
      );
      await SlotModel.deleteMany({ organizationId, chatbotId, start: { $gte: since } });
    });
  },
  /** Kept slots in order, with the figures that are asked for. */
  async *read<F extends keyof Slot>(
    { organizationId, chatbotId }: BotKey,
    { from, to }: Span,
    fields: readonly F[],
  ): AsyncGenerator<Pick<Slot, F | 'start'>> {
    const found = SlotModel.aggregate<Record<string, unknown>>([
      { $match: { organizationId, chatbotId, start: { $gte: from, $lt: to } } },
      { $sort: { organizationId: 1, chatbotId: 1, start: 1 } },
      { $project: { _id: 0, start: 1, ...Object.fromEntries(fields.map((field) => [field, 1])) } },
    ]).cursor<Record<string, unknown>>({ batchSize: 1_000 });
    for await (const { latencies, ...slot } of found)
      yield {
        ...slot,
        ...(latencies instanceof mongo.Binary ? { latencies: numbersOf(latencies.buffer) } : {}),
      } as Pick<Slot, F | 'start'>;
  },
  async deleteOfChatbot(organizationId: string, chatbotId: string): Promise<void> {
    await SlotModel.deleteMany({ organizationId, chatbotId });
    await SummedModel.deleteOne({ _id: chatbotId, organizationId });
  },
};
