import type { z } from 'zod';
import type { ArchivedBot } from '../../contracts/archives.contract.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import { archiveParts } from './archive-parts.js';
import type { ArchiveFile } from './archive-part.js';
import { contentLimits } from './content-limits.js';
import { withoutNulls } from './without-nulls.js';

/** A bot apart from where it lives: what is exported, imported and duplicated. */
export interface BotContents {
  bot: z.output<typeof ArchivedBot>;
  /** By the names of their parts. */
  parts: Map<string, unknown>;
  files: ArchiveFile[];
  notes: string[];
}

/** What a bot is now, drafts included. @throws AppError PAYLOAD_TOO_LARGE for more documents than fit into an archive */
export async function readContents(
  bot: ChatbotDocument,
  { withKnowledge = true }: { withKnowledge?: boolean } = {},
): Promise<BotContents> {
  const contents: BotContents = { bot: archivedBot(bot), parts: new Map(), files: [], notes: [] };
  for (const { name, read } of archiveParts) {
    if (name === 'knowledge' && !withKnowledge) continue;
    const { value, files = [], notes = [] } = await read(bot);
    contents.parts.set(name, value);
    contents.files.push(...files);
    contents.notes.push(...notes);
  }
  const bytes = contents.files.reduce((sum, { size }) => sum + size, 0);
  if (contents.files.length > contentLimits.files || bytes > contentLimits.bytes) {
    throw new AppError(
      'PAYLOAD_TOO_LARGE',
      `The documents are too many for one archive (${contentLimits.files} files, ` +
        `${contentLimits.bytes / 1_000_000} MB at most); leave them out with knowledge=false`,
    );
  }
  return contents;
}

function archivedBot(bot: ChatbotDocument): BotContents['bot'] {
  const { name, description, instructions, language, welcomeMessage, status } = bot;
  const { model, retrieval, links, publishing = 'automatic', settings } = bot;
  return {
    ...withoutNulls({ name, description, instructions, language, welcomeMessage, status }),
    ...(links ? { links } : {}),
    ...{ model, retrieval, publishing, settings: settings as BotContents['bot']['settings'] },
  };
}
