import type { PluginType } from '../../../contracts/plugins.contract.js';
import { onDuplicate } from '../../../platform/mongo/duplicate-key.js';
import { contains } from '../../../platform/mongo/paginate.js';
import { PluginModel, type PluginDocument } from './plugin.model.js';
import { PluginVersionModel, type PluginVersionDocument } from './plugin-version.model.js';

type Values = Pick<PluginDocument, 'name' | 'description' | 'type' | 'versions' | 'createdBy'>;
type NewVersion = Pick<PluginVersionDocument, 'pluginId' | 'version' | 'definition' | 'createdBy'>;

const taken = { name: 'A plugin of this name exists' };
const idOf = (pluginId: string, version: string): string => `${pluginId}:${version}`;

export const pluginRepository = {
  insert: (organizationId: string, id: string, values: Values): Promise<PluginDocument> =>
    onDuplicate(taken, async () =>
      (await new PluginModel({ ...values, _id: id, organizationId }).save()).toObject(),
    ),
  find: (organizationId: string, id: string): Promise<PluginDocument | null> =>
    PluginModel.findOne({ _id: id, organizationId }).lean().exec(),
  findByName: (organizationId: string, name: string): Promise<PluginDocument | null> =>
    PluginModel.findOne({ organizationId, name }).lean().exec(),
  findMany: (organizationId: string, ids: string[]): Promise<PluginDocument[]> =>
    PluginModel.find({ organizationId, _id: { $in: ids } })
      .lean()
      .exec(),
  count: (organizationId: string): Promise<number> => PluginModel.countDocuments({ organizationId }).exec(),
  /** All that match: an organisation has a bounded number of them. */
  matching: (
    organizationId: string,
    { type, search }: { type?: PluginType; search?: string },
  ): Promise<PluginDocument[]> =>
    PluginModel.find({
      organizationId,
      ...(type ? { type } : {}),
      ...(search ? { $or: [{ name: contains(search) }, { description: contains(search) }] } : {}),
    })
      .lean()
      .exec(),
  update: (
    organizationId: string,
    id: string,
    values: Partial<Pick<Values, 'name' | 'description'>>,
  ): Promise<PluginDocument | null> =>
    onDuplicate(taken, () =>
      PluginModel.findOneAndUpdate({ _id: id, organizationId }, { $set: values }, { returnDocument: 'after' })
        .lean()
        .exec(),
    ),
  /** Makes a version the newest one; `null` when another one was added meanwhile. */
  addVersion: (
    organizationId: string,
    { _id, versions }: PluginDocument,
    version: string,
  ): Promise<PluginDocument | null> =>
    PluginModel.findOneAndUpdate(
      { _id, organizationId, versions },
      { $set: { versions: [version, ...versions] } },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),
  delete: async (organizationId: string, id: string): Promise<boolean> =>
    (await PluginModel.deleteOne({ _id: id, organizationId })).deletedCount === 1,
};

export const pluginVersionRepository = {
  insert: async (organizationId: string, values: NewVersion): Promise<void> => {
    const _id = idOf(values.pluginId, values.version);
    await new PluginVersionModel({ ...values, _id, organizationId, createdAt: new Date() }).save();
  },
  find: (organizationId: string, pluginId: string, version: string): Promise<PluginVersionDocument | null> =>
    PluginVersionModel.findOne({ _id: idOf(pluginId, version), organizationId })
      .lean()
      .exec(),
  deleteOfPlugin: async (organizationId: string, pluginId: string): Promise<void> => {
    await PluginVersionModel.deleteMany({ organizationId, pluginId });
  },
};
