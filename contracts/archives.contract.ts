import { z } from 'zod';
import { Chatbot, CreateChatbot } from './chatbots.contract.js';
import { Id, Timestamp } from './common.contract.js';

export const archiveFormat = 'chatbots-platform/chatbot';
export const archiveFormatVersion = 1;

const EntryPath = z
  .string()
  .max(200)
  .regex(/^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*)*(\.json)?$/, 'expected a plain path');

/** The first entry of an archive: which others it has, with their checksums. */
export const ArchiveManifest = z.strictObject({
  format: z.literal(archiveFormat),
  formatVersion: z.literal(archiveFormatVersion),
  name: z.string().max(200),
  exportedAt: Timestamp,
  entries: z
    .array(
      z.strictObject({
        path: EntryPath,
        size: z.int().min(0),
        sha256: z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hexadecimal'),
      }),
    )
    .max(5_000),
  /** What the archive lacks of its bot. */
  notes: z.array(z.string().max(2_000)).max(1_000),
});
export type ArchiveManifest = z.output<typeof ArchiveManifest>;

/** The bot itself, as `bot.json` in the archive. */
export const ArchivedBot = CreateChatbot;

export const ExportQuery = z.strictObject({
  knowledge: z
    .enum(['true', 'false'])
    .default('true')
    .transform((value) => value === 'true')
    .meta({ description: 'false leaves out the documents and knowledge bases' }),
});

const name = CreateChatbot.shape.name.optional();
export const ImportChatbot = z.strictObject({ name }).meta({ id: 'ImportChatbot' });
export const DuplicateChatbot = z.strictObject({ name }).meta({ id: 'DuplicateChatbot' });

export const CopiedChatbot = z
  .strictObject({
    ...Chatbot.shape,
    jobId: Id.nullable().meta({ description: 'Takes in the documents; the first, when there are several' }),
    jobIds: z.array(Id).meta({ description: 'One for each knowledge base with documents' }),
    notes: z.array(z.string()).meta({
      description: 'What the copy lacks, such as secrets that have to be entered again',
    }),
  })
  .meta({ id: 'CopiedChatbot' });
export type CopiedChatbot = z.output<typeof CopiedChatbot>;
