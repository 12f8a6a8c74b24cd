import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { data } from '../../test/helpers/given.js';
import type { Subject } from './subject.js';

const readCases = async <T>(name: string): Promise<T> =>
  JSON.parse(await readFile(join(import.meta.dirname, 'cases', `${name}.json`), 'utf8')) as T;

export interface Document {
  title: string;
  text: string;
}

/** Documents and questions about them, written for this purpose. */
export interface ReadingSet {
  name: string;
  documents: Document[];
  questions: { question: string; document: string; answers: string[] }[];
  /** Near to a document, which does not say it. */
  unanswerable: string[];
  /** About nothing that any document is about. */
  absent: string[];
}

export interface FollowUp {
  turns: string[];
  question: string;
  /** What it means, said in one question. */
  standalone: string;
  document: string;
  answers: string[];
}

/** What a model is asked to be, to cite or to withstand; expressions are in the notation of JavaScript. */
export type BehaviourCase =
  | {
      kind: 'personality';
      personality: { traits: string; tone: string; style: string };
      question: string;
      document?: string;
      expect: string[];
      forbid: string[];
    }
  | { kind: 'citation'; question: string; document: string; answers: string[] }
  | { kind: 'injection'; question: string; document: Document; expect: string[]; forbid: string[] };

export const readBehaviour = async (): Promise<BehaviourCase[]> =>
  (await readCases<{ cases: BehaviourCase[] }>('behaviour')).cases;
export const readCollection = async (): Promise<Document[]> =>
  (await readCases<{ documents: Document[] }>('collection')).documents;

interface Article {
  title: string;
  paragraphs: {
    text: string;
    questions: { question: string; answers: string[] }[];
    unanswerable: string[];
  }[];
}

/**
 * What firms and offices tell, asked about in other words than theirs; and paragraphs of an encyclopedia, asked about as people do
 * who have one before them.
 */
export async function readSets(): Promise<ReadingSet[]> {
  const [documents, { questions, unanswerable, absent }, { articles }] = await Promise.all([
    readCollection(),
    readCases<Omit<ReadingSet, 'unanswerable'> & { unanswerable: { question: string }[] }>('reading'),
    readCases<{ articles: Article[] }>('encyclopedia'),
  ]);
  const paragraphs = articles.flatMap(({ title, paragraphs }) =>
    paragraphs.map((paragraph, at) => ({ ...paragraph, title: `${title} ${at + 1}` })),
  );
  return [
    {
      ...{ name: 'help pages', documents, questions, absent },
      unanswerable: unanswerable.map(({ question }) => question),
    },
    {
      ...{ name: 'encyclopedia', documents: paragraphs.map(({ title, text }) => ({ title, text })), absent },
      questions: paragraphs.flatMap(({ title: document, questions }) =>
        questions.map((one) => ({ ...one, document })),
      ),
      unanswerable: paragraphs.flatMap((paragraph) => paragraph.unanswerable),
    },
  ];
}

export const readFollowUps = async (): Promise<FollowUp[]> =>
  (await readCases<{ cases: FollowUp[] }>('follow-ups')).cases;

export interface Answer {
  conversationId: string;
  message: string;
  confidence: number | null;
  citations: { index: number; title: string; text: string }[];
}

export interface ReadingBot {
  id: string;
  /** Titles of the documents that are found, best first, each once. */
  find(question: string): Promise<string[]>;
  ask(message: string, conversationId?: string): Promise<Answer>;
}

/** A bot that has read documents; unless it is made otherwise it answers without a model, also where there is one. */
export async function readingBot(
  { given, owner, client }: Subject,
  documents: readonly Document[],
  settings: object = { model: { provider: 'local' } },
): Promise<ReadingBot> {
  const bot = await given.chatbot(owner, settings);
  const base = await given.knowledgeBase(owner, bot.id);
  const nameOf = (at: number): string => `${at}.md`;
  const files = Object.fromEntries(
    documents.map(({ title, text }, at) => [nameOf(at), `# ${title}\n\n${text}`]),
  );
  const { job } = await given.documents(owner, base.id, files);
  if (job.progress.done !== documents.length) throw new Error(`not all were read: ${JSON.stringify(job)}`);
  const titles = new Map(documents.map(({ title }, at) => [nameOf(at), title]));
  const titleOf = (name: string): string => titles.get(name) ?? name;
  return {
    id: bot.id,
    async find(question) {
      const address = `/api/v1/knowledge-bases/${base.id}/search?limit=20&q=${encodeURIComponent(question)}`;
      const found = data(await client.get(address)) as { title: string }[];
      return [...new Set(found.map(({ title }) => titleOf(title)))];
    },
    async ask(message, conversationId) {
      const address = `/api/v1/chatbots/${bot.id}/conversation`;
      const answer = data(await client.post(address, { message, conversationId })) as Answer;
      return { ...answer, citations: answer.citations.map((one) => ({ ...one, title: titleOf(one.title) })) };
    },
  };
}

const plain = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

/** Whether a text has one of the answers in it, word for word. */
export const hasAnswer = (text: string, answers: readonly string[]): boolean =>
  answers.some((answer) => plain(text).includes(plain(answer)));
