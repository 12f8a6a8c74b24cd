import type { UpdateModerationSettings } from '../../../contracts/ai/moderation-policy.contract.js';
import { ModerationSettingsModel, type ModerationSettingsDocument } from './moderation-settings.model.js';
import { upserting } from '../../../platform/mongo/duplicate-key.js';

export const moderationSettingsRepository = {
  find: (organizationId: string): Promise<ModerationSettingsDocument | null> =>
    ModerationSettingsModel.findOne({ _id: organizationId, organizationId }).lean().exec(),

  /** Sets single fields, so that two who change different ones do not undo one another. */
  merge: async (
    organizationId: string,
    { updatedBy, changes }: { updatedBy: string; changes: UpdateModerationSettings },
  ): Promise<void> => {
    const set: Record<string, unknown> = { updatedBy };
    for (const [part, fields] of Object.entries(changes))
      for (const [field, value] of Object.entries(fields)) {
        if (field === 'categoryThresholds')
          for (const [category, threshold] of Object.entries(value as Record<string, number | null>))
            set[`changes.${part}.${field}.${category}`] = threshold;
        else set[`changes.${part}.${field}`] = value;
      }
    await upserting(() =>
      ModerationSettingsModel.updateOne(
        { _id: organizationId, organizationId },
        { $set: set },
        { upsert: true },
      ),
    );
  },
};
