import type { Readable } from 'node:stream';
import { recordAudit, type Actor } from '../../accounts/index.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import { requireChatbot } from '../chatbots/chatbot.policy.js';
import { readContents } from './bot-contents.js';
import { writeArchive } from './write-archive.js';

/** One file with everything that makes a bot, as it is edited now; nothing secret. @throws AppError NOT_FOUND, PAYLOAD_TOO_LARGE */
export async function exportChatbot({
  actor,
  chatbotId,
  withKnowledge,
  blobs,
}: {
  actor: Actor;
  chatbotId: string;
  withKnowledge: boolean;
  blobs: BlobStore;
}): Promise<{ name: string; archive: Readable }> {
  const bot = await requireChatbot(actor, chatbotId);
  const organizationId = actor.requireMembership('editor');
  const contents = await readContents(bot, { withKnowledge });
  const archive = writeArchive({ contents, organizationId, blobs });
  await recordAudit({
    ...{ organizationId, actor, action: 'chatbot.exported', target: { type: 'chatbot', id: chatbotId } },
    details: { documents: contents.files.length },
  });
  return { name: `${fileNameOf(bot.name)}.zip`, archive };
}

const fileNameOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase() || 'chatbot';
