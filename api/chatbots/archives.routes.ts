import { z } from 'zod';
import {
  duplicateChatbot,
  exportChatbot,
  importChatbot,
  presentChatbot,
  type Copied,
  type CopyDependencies,
} from '../../bots/index.js';
import {
  CopiedChatbot,
  DuplicateChatbot,
  ExportQuery,
  ImportChatbot,
} from '../../contracts/archives.contract.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import { invalid } from '../../platform/errors/app-error.js';
import { accepted, created, download } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', tag: 'Chatbots', access: 'user', organizationRole: 'editor' } as const;
const change = { ...common, method: 'POST', limit: 'management', idempotent: true } as const;

/** The bot is there at once; with documents jobs go on to take them in. */
function answerOf({ bot, jobs, notes }: Copied) {
  const jobIds = jobs.map(({ _id }) => _id);
  const data: CopiedChatbot = { ...presentChatbot(bot), jobId: jobIds[0] ?? null, jobIds, notes };
  return jobIds.length > 0 ? accepted(data) : created(data);
}

export interface ArchiveRouteDependencies extends CopyDependencies {
  blobs: BlobStore;
}

export const createArchiveRoutes = ({ blobs, ...dependencies }: ArchiveRouteDependencies) => [
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/chatbots/:id/export',
    summary: 'Export a chatbot',
    description:
      'One ZIP archive: `manifest.json` with a SHA-256 of every other entry, `bot.json`, `personalities.json`, `knowledge.json` and the originals of the documents. It has the bot as it is edited now and nothing secret. 4,900 documents and 480 MB at most; `knowledge=false` leaves them out.',
    scope: 'write',
    limit: 'management',
    request: { query: ExportQuery },
    responses: { 200: z.string() },
    produces: 'application/zip',
    errors: ['NOT_FOUND', 'PAYLOAD_TOO_LARGE'],
    handler: async ({ actor, params, query: { knowledge: withKnowledge } }) => {
      const { name, archive } = await exportChatbot({ actor, chatbotId: params.id, withKnowledge, blobs });
      return download({ contentType: 'application/zip', fileName: name, body: archive });
    },
  }),
  defineRoute({
    ...change,
    path: '/api/v1/chatbots/import',
    summary: 'Import a chatbot',
    description:
      'An exported archive in the form field `file`. It is checked whole before anything is made; everything gets new ids. With documents the answer is 202 and names the jobs that take them in. A name that is taken gets a number, unless `name` asks for it.',
    request: { body: ImportChatbot, files: { field: 'file', maxFiles: 1, maxBytes: 500_000_000 } },
    responses: { 201: CopiedChatbot, 202: CopiedChatbot },
    errors: ['CONFLICT'],
    handler: async ({ actor, body: { name }, files: [file] }) => {
      if (!file) throw invalid('body.file', 'send the archive as multipart/form-data');
      return answerOf(await importChatbot({ actor, path: file.path, name, blobs, dependencies }));
    },
  }),
  defineRoute({
    ...change,
    path: '/api/v1/chatbots/:id/duplicate',
    summary: 'Duplicate a chatbot',
    description:
      'A second bot as the first is edited now, with personalities and knowledge bases of its own. With documents the answer is 202 and names the jobs that take them in.',
    request: { body: DuplicateChatbot },
    responses: { 201: CopiedChatbot, 202: CopiedChatbot },
    errors: ['NOT_FOUND', 'CONFLICT', 'PAYLOAD_TOO_LARGE'],
    handler: async ({ actor, params, body: { name } }) =>
      answerOf(await duplicateChatbot({ actor, chatbotId: params.id, name, dependencies })),
  }),
];
