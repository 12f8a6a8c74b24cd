import type { z } from 'zod';
import type { Actor } from '../../accounts/index.js';
import type { JobDocument } from '../../jobs/index.js';
import type { EmbeddingFor } from '../../knowledge/index.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';

/** A file that goes with a part: an original in blob storage, by its content hash. */
export interface ArchiveFile {
  path: string;
  sha256: string;
  size: number;
}

export interface PartContents<T> {
  value: T;
  files?: ArchiveFile[];
  /** What is left out of this part, and why. */
  notes?: string[];
}

/** What a part needs to make itself anew in another bot, inside the transaction that makes the bot. */
export interface CopyContext {
  actor: Actor;
  organizationId: string;
  chatbotId: string;
  embeddingFor: EmbeddingFor;
  /** The file at a path. @throws AppError VALIDATION_ERROR when the archive has none there */
  file(path: string): ArchiveFile;
  /** Tells the caller what is not as it was. */
  note(text: string): void;
  /** A job that is to be started once the bot exists. */
  job(job: JobDocument): void;
}

/** Something of a bot that is exported, imported and duplicated with it; it is kept as `<name>.json`. */
export interface ArchivePart<S extends z.ZodType = z.ZodType> {
  name: string;
  /** Of the file: whatever comes from outside has to satisfy it. */
  schema: S;
  /** Nothing secret. */
  read(bot: ChatbotDocument): Promise<PartContents<z.input<S>>>;
  create(value: z.output<S>, context: CopyContext): Promise<void>;
}

/** Keeps the types of a part together where it is written. */
export const definePart = <S extends z.ZodType>(part: ArchivePart<S>): ArchivePart => part;
