import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chatbot } from '../../contracts/chatbots.contract.js';
import type { ConversationAnswer } from '../../contracts/conversations.contract.js';
import type { Job } from '../../contracts/jobs.contract.js';
import type { AcceptedItems, KnowledgeBase } from '../../contracts/knowledge.contract.js';
import type { RunningPlatform } from '../compose/start-platform.js';
import { signIn, type ApiClient } from './api-client.js';
import type { DemoDocument } from './installed-documents.js';

export interface DemoOptions {
  platform: Pick<RunningPlatform, 'config' | 'url'>;
  say: (line: string) => void;
  chatbot: string;
  knowledgeBase: string;
  documents: () => Promise<DemoDocument[]>;
  /** Asked when everything is ingested. */
  question?: string;
  /** Hears of the bot as soon as it is there. */
  onChatbot?: (chatbot: Chatbot) => Promise<void>;
}

/** Makes a bot that answers from real documents, through the API, as a user would. Done before, it only asks. */
export async function runDemo({
  platform,
  say,
  chatbot,
  knowledgeBase,
  documents,
  question,
  onChatbot,
}: DemoOptions): Promise<void> {
  const api = await signIn(platform.url, await administrator(platform.config));
  const bot = await ensureChatbot(api, chatbot, question);
  const { base, isNew } = await ensureKnowledgeBase(api, bot.id, knowledgeBase);
  await onChatbot?.(bot);
  if (isNew || base.items.total === 0) {
    const chosen = await documents();
    if (chosen.length === 0) return say('demo: no documents were found');
    say(`demo: ingesting ${chosen.length} documents`);
    for (let start = 0; start < chosen.length; start += filesPerRequest) {
      const { jobId } = await upload(api, base.id, chosen.slice(start, start + filesPerRequest));
      await follow(api, jobId, say);
    }
  } else await finishEarlier(api, say);
  say(`demo: chatbot "${chatbot}" is ready (id ${bot.id})`);
  if (!question) return;
  const answer = await api.post<ConversationAnswer>(`/chatbots/${bot.id}/conversation`, {
    message: question,
  });
  say(`demo: asked "${question}"`);
  for (const line of answer.message.split('\n')) say(`  ${line}`);
  for (const { index, source } of answer.citations) say(`  [${index}] ${source}`);
}

const filesPerRequest = 500;

async function administrator(
  config: RunningPlatform['config'],
): Promise<{ email?: string; username?: string; password: string }> {
  if (config.ADMIN_PASSWORD) {
    const who = config.ADMIN_EMAIL ? { email: config.ADMIN_EMAIL } : { username: 'admin' };
    return { ...who, password: config.ADMIN_PASSWORD };
  }
  const { username, password } = JSON.parse(await readFile(join(config.DATA_DIR, 'admin.json'), 'utf8')) as {
    username: string;
    password: string;
  };
  return { username, password };
}

async function ensureChatbot(api: ApiClient, name: string, question?: string): Promise<Chatbot> {
  const existing = await api.get<Chatbot[]>(`/chatbots?search=${encodeURIComponent(name)}&limit=100`);
  const found = existing.find((bot) => bot.name === name);
  const welcome = question && `Ask me something that my documents know, for example: *${question}*`;
  return (
    found ??
    api.post<Chatbot>('/chatbots', {
      name,
      description: 'Answers from real documents, with its sources.',
      ...(welcome ? { welcomeMessage: welcome } : {}),
    })
  );
}

async function ensureKnowledgeBase(
  api: ApiClient,
  chatbotId: string,
  name: string,
): Promise<{ base: KnowledgeBase; isNew: boolean }> {
  const path = `/chatbots/${chatbotId}/knowledge-bases`;
  const found = (await api.get<KnowledgeBase[]>(`${path}?limit=100`)).find((base) => base.name === name);
  return found
    ? { base: found, isNew: false }
    : { base: await api.post<KnowledgeBase>(path, { name }), isNew: true };
}

async function upload(
  api: ApiClient,
  knowledgeBaseId: string,
  documents: DemoDocument[],
): Promise<AcceptedItems> {
  const form = new FormData();
  for (const { path, name } of documents) form.append('file', new Blob([await readFile(path)]), name);
  return api.upload<AcceptedItems>(`/knowledge-bases/${knowledgeBaseId}/items`, form);
}

/** A start that was interrupted left its job to Temporal, which goes on with it. */
async function finishEarlier(api: ApiClient, say: (line: string) => void): Promise<void> {
  for (const status of ['running', 'queued']) {
    for (const { id } of await api.get<Job[]>(`/jobs?kind=ingest&status=${status}`))
      await follow(api, id, say);
  }
}

async function follow(api: ApiClient, jobId: string, say: (line: string) => void): Promise<void> {
  let shown = 0;
  let linked = false;
  for (;;) {
    const { status, progress, error, url, waiting } = await api.get<Job>(`/jobs/${jobId}`);
    const settled = progress.done + progress.failed + progress.skipped;
    if (!linked && url) say(`demo: the job in the Temporal UI: ${url}`);
    linked ||= url !== null;
    if (settled >= shown + 25 || (settled === progress.total && settled !== shown)) {
      shown = settled;
      say(`demo: ${settled} of ${progress.total} documents${waiting ? ` (${waiting})` : ''}`);
    }
    if (status === 'completed') return;
    if (status === 'failed' || status === 'cancelled')
      throw new Error(`The demo's ingestion ${status}${error ? `: ${error}` : ''}`);
    await sleep(1_000);
  }
}
