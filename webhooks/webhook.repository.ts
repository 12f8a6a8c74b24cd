import type { PageRequest, SortOrder } from '../contracts/common.contract.js';
import { contains, paginate } from '../platform/mongo/paginate.js';
import { WebhookModel, type FormerSecret, type WebhookDocument } from './webhook.model.js';

type Values = Omit<WebhookDocument, '_id' | 'organizationId' | 'createdAt' | 'updatedAt'>;

const quietly = { timestamps: false };

export const webhookRepository = {
  insert: async (
    organizationId: string,
    id: string,
    values: Pick<
      Values,
      'name' | 'url' | 'events' | 'filters' | 'active' | 'secret' | 'createdBy' | 'directedBy'
    >,
  ): Promise<WebhookDocument> =>
    (await new WebhookModel({ ...values, _id: id, organizationId }).save()).toObject(),
  count: (organizationId: string): Promise<number> => WebhookModel.countDocuments({ organizationId }).exec(),
  find: (organizationId: string, id: string): Promise<WebhookDocument | null> =>
    WebhookModel.findOne({ _id: id, organizationId }).lean().exec(),
  list: (
    organizationId: string,
    {
      active,
      search,
      ...request
    }: PageRequest & { sort: SortOrder; active?: boolean | undefined; search?: string | undefined },
  ) =>
    paginate(
      WebhookModel,
      {
        organizationId,
        ...(active === undefined ? {} : { active }),
        ...(search ? { name: contains(search) } : {}),
      },
      request,
    ),
  update: (organizationId: string, id: string, values: Partial<Values>): Promise<WebhookDocument | null> =>
    WebhookModel.findOneAndUpdate({ _id: id, organizationId }, { $set: values }, { returnDocument: 'after' })
      .lean()
      .exec(),
  /** `null` when the secret is not `present` any more: somebody else rotated it. */
  rotate: (
    organizationId: string,
    id: string,
    { present, next, former }: { present: string; next: string; former: FormerSecret[] },
  ): Promise<WebhookDocument | null> =>
    WebhookModel.findOneAndUpdate(
      { _id: id, organizationId, secret: present },
      { $set: { secret: next, formerSecrets: former } },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),
  /** Switches it off for a reason of the platform's; `false` when it is off or gone. */
  disable: async (organizationId: string, id: string, reason: string): Promise<boolean> => {
    const result = await WebhookModel.updateOne(
      { _id: id, organizationId, active: true },
      { $set: { active: false, disabledReason: reason, disabledAt: new Date() } },
    );
    return result.modifiedCount === 1;
  },
  noteSuccess: async (organizationId: string, id: string, at: Date): Promise<void> => {
    await WebhookModel.updateOne(
      { _id: id, organizationId },
      { $set: { failingSince: null }, $max: { lastAttemptAt: at } },
      quietly,
    );
  },
  /** Since when it has only failed, this time included. */
  noteFailure: async (organizationId: string, id: string, at: Date): Promise<Date | null> => {
    const found = await WebhookModel.findOneAndUpdate(
      { _id: id, organizationId },
      [
        {
          $set: {
            failingSince: { $ifNull: ['$failingSince', at] },
            lastAttemptAt: { $max: ['$lastAttemptAt', at] },
          },
        },
      ],
      { returnDocument: 'after', updatePipeline: true, ...quietly },
    )
      .lean()
      .exec();
    return found?.failingSince ?? null;
  },
  /** The same secret under the present key. */
  reseal: async (organizationId: string, id: string, sealed: string, resealed: string): Promise<void> => {
    await WebhookModel.updateOne(
      { _id: id, organizationId, secret: sealed },
      { $set: { secret: resealed } },
      quietly,
    );
  },
  systemActive: (organizationIds: string[]): Promise<WebhookDocument[]> =>
    WebhookModel.find({ organizationId: { $in: organizationIds }, active: true })
      .lean()
      .exec(),
  /** Those of any organisation that one of these users directed. */
  systemDirectedBy: (userIds: string[]): Promise<WebhookDocument[]> =>
    WebhookModel.find({ directedBy: { $in: userIds }, active: true })
      .lean()
      .exec(),
  delete: async (organizationId: string, id: string): Promise<boolean> =>
    (await WebhookModel.deleteOne({ _id: id, organizationId })).deletedCount === 1,
  deleteAll: async (organizationId: string): Promise<void> => {
    await WebhookModel.deleteMany({ organizationId });
  },
};
