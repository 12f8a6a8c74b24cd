import type { PresentedContent, Version, VersionSummary } from '../../contracts/versions.contract.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import type { VersionContent, VersionDocument } from './version.model.js';
import type { VersionListing } from './version.repository.js';

/** What builders see of a version's content: everything but what is sealed. */
export const presentContent = ({ plugins, ...content }: VersionContent): PresentedContent => ({
  ...content,
  plugins: plugins.map(({ secrets, ...plugin }) => ({ ...plugin, hasSecrets: secrets !== null })),
});

export const presentVersionSummary = (version: VersionListing, bot: ChatbotDocument): VersionSummary => ({
  chatbotId: version.chatbotId,
  version: version.number,
  reason: version.reason,
  contentHash: version.contentHash,
  isHead: bot.headVersion === version.number,
  isPublished: bot.publishedVersion === version.number,
  createdBy: version.createdBy,
  createdAt: version.createdAt.toISOString(),
});

export const presentVersion = (version: VersionDocument, bot: ChatbotDocument): Version => ({
  ...presentVersionSummary(version, bot),
  content: presentContent(version.content),
});
