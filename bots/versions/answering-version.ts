import type { Actor } from '../../accounts/index.js';
import type { VersionReference } from '../../contracts/versions.contract.js';
import { AppError, notFound } from '../../platform/errors/app-error.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import { rememberedContents } from './remembered-contents.js';
import { ensureVersion } from './record-version.js';
import type { VersionContent } from './version.model.js';
import { versionRepository } from './version.repository.js';

export interface AnsweringVersion {
  number: number;
  content: VersionContent;
}

/** The number that a reference means for a bot that has versions. */
export const numberOf = (bot: ChatbotDocument, reference: VersionReference): number => {
  const { headVersion, publishedVersion } = bot;
  if (reference === 'draft') return headVersion ?? 0;
  return reference === 'published' ? (publishedVersion ?? 0) : reference;
};

/**
 * The version that answers: the published one, or for editors the one they ask for.
 * @throws AppError FORBIDDEN for another version, NOT_FOUND
 */
export async function answeringVersion({
  actor,
  bot: stored,
  version = 'published',
}: {
  actor: Actor;
  bot: ChatbotDocument;
  version?: VersionReference;
}): Promise<AnsweringVersion> {
  if (version !== 'published') requireEditing(actor);
  const bot = await ensureVersion(stored);
  const number = numberOf(bot, version);
  return { number, content: await contentOf(bot, number) };
}

function requireEditing(actor: Actor): void {
  actor.requireMembership('editor');
  if (!actor.hasScope('write')) {
    throw new AppError(
      'FORBIDDEN',
      'Other versions than the published one need an API key with the scope write',
    );
  }
}

async function contentOf({ organizationId, _id }: ChatbotDocument, number: number): Promise<VersionContent> {
  const id = `${organizationId}:${_id}:${number}`;
  const known = rememberedContents.get(id);
  if (known) return known;
  const version = await versionRepository.find(organizationId, _id, number);
  if (!version) throw notFound('Version');
  rememberedContents.set(id, version.content);
  return version.content;
}

/** The bot as a version of it was. */
export const asOfVersion = (bot: ChatbotDocument, content: VersionContent): ChatbotDocument => {
  const { instructions, language, welcomeMessage, model, retrieval, links, settings, intentModelId } =
    content;
  return { ...bot, instructions, language, welcomeMessage, model, retrieval, links, settings, intentModelId };
};
