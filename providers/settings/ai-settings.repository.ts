import { isDuplicateKey } from '../../platform/mongo/duplicate-key.js';
import { AiSettingsModel, type AiSettingsDocument, type StoredSections } from './ai-settings.model.js';

/** Of the installation, not of an organisation. */
export const aiSettingsRepository = {
  systemRead: (): Promise<AiSettingsDocument | null> => AiSettingsModel.findById('ai').lean().exec(),
  /** False when somebody else has changed them since this version was read. */
  systemReplace: async (since: number, sections: StoredSections): Promise<boolean> => {
    const values = { version: since + 1, sections, updatedAt: new Date() };
    try {
      const written = await AiSettingsModel.updateOne(
        { _id: 'ai', version: since },
        { $set: values },
        { upsert: since === 0 },
      );
      return written.matchedCount + written.upsertedCount === 1;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  },
};
