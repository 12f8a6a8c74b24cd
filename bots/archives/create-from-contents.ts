import type { Actor } from '../../accounts/index.js';
import type { JobDocument, JobStarter } from '../../jobs/index.js';
import type { EmbeddingFor } from '../../knowledge/index.js';
import { invalid } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import { chatbotRepository } from '../chatbots/chatbot.repository.js';
import { createChatbot } from '../chatbots/create-chatbot.js';
import { archiveParts } from './archive-parts.js';
import type { BotContents } from './bot-contents.js';

export interface CopyDependencies {
  starter: JobStarter;
  embeddingFor: EmbeddingFor;
}

export interface Copied {
  bot: ChatbotDocument;
  jobs: JobDocument[];
  notes: string[];
}

/**
 * Makes a new bot of contents whose files are in blob storage: whole or not at all, in one transaction; then the jobs
 * that take in its documents are started. @throws AppError CONFLICT for a name that is given and taken
 */
export async function createFromContents({
  actor,
  contents,
  name,
  reason,
  dependencies: { starter, embeddingFor },
  settled,
}: {
  actor: Actor;
  contents: BotContents;
  /** Must be free; without it a free one is found. */
  name?: string;
  reason: string;
  dependencies: CopyDependencies;
  /** Joins the transaction. */
  settled?: (bot: ChatbotDocument) => Promise<void>;
}): Promise<Copied> {
  const organizationId = actor.requireMembership('editor');
  const files = new Map(contents.files.map((file) => [file.path, file]));
  const file = (path: string) => {
    const found = files.get(path);
    if (!found) throw invalid('body.file', `the archive lacks ${path}`);
    return found;
  };
  const made = await withTransaction(async () => {
    const [jobs, notes]: [JobDocument[], string[]] = [[], [...contents.notes]];
    const bot = await createChatbot({
      actor,
      input: { ...contents.bot, name: name ?? (await freeName(organizationId, contents.bot.name)) },
      reason,
      furnish: async (chatbotId) => {
        const note = (text: string) => void notes.push(text);
        const job = (one: JobDocument) => void jobs.push(one);
        const context = { actor, organizationId, chatbotId, embeddingFor, file, note, job };
        for (const part of archiveParts)
          if (contents.parts.has(part.name)) await part.create(contents.parts.get(part.name), context);
      },
    });
    await settled?.(bot);
    return { bot, jobs, notes };
  });
  return { ...made, jobs: await Promise.all(made.jobs.map((job) => starter.start(job))) };
}

/** The name itself, or the first that is free of `Support (2)`, `Support (3)` …; at most 100 characters. */
export async function freeName(organizationId: string, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : ` (${number})`;
    const candidate = `${Array.from(name).slice(0, 90).join('').trim()}${suffix}`;
    const wanted = number === 1 ? name : candidate;
    if (!(await chatbotRepository.findByName(organizationId, wanted))) return wanted;
  }
}
