import type { AiMessage } from '../../contracts/ai/ai-message.contract.js';
import { detectLanguage } from '../../platform/text/detect-language.js';
import { splitSentences } from '../../platform/text/sentences.js';
import { createPauses } from './pause.js';
import { contentStems } from './words.js';

/** A message with who said it to whom. */
export interface Turn {
  message: AiMessage;
  author: string;
  /** The other one of two; in a larger circle nobody in particular. */
  addressee: string | null;
  at: Date;
}

/** A sentence of a conversation. */
export interface Unit {
  /** Its place among all. */
  index: number;
  turn: number;
  author: string;
  addressee: string | null;
  text: string;
  /** Of the words that say something. */
  stems: string[];
}

export interface Conversation {
  language: string;
  turns: Turn[];
  units: Unit[];
  /** Display names in the order in which they first speak. */
  participants: string[];
}

/** In the order of their times, taken apart into sentences. The process stays responsive however long they are. */
export async function readConversation(messages: AiMessage[]): Promise<Conversation> {
  const ordered = messages
    .map((message) => ({ message, author: nameOf(message), at: new Date(message.created_at) }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  const participants = [...new Set(ordered.map(({ author }) => author))];
  const turns = ordered.map((turn) => ({ ...turn, addressee: otherOf(participants, turn.author) }));
  const language = await languageOf(turns.map(({ message }) => message.content));
  return { language, turns, participants, units: await unitsOf(turns, language) };
}

/** Characters that are taken apart into sentences; of a longer conversation the beginning of each message. */
const mostTakenApart = 500_000;

async function unitsOf(turns: Turn[], language: string): Promise<Unit[]> {
  const units: Unit[] = [];
  const pause = createPauses();
  const all = turns.reduce((sum, { message }) => sum + message.content.length, 0);
  const most = all > mostTakenApart ? Math.floor(mostTakenApart / turns.length) : all;
  for (const [turn, { message, author, addressee }] of turns.entries()) {
    for (const { text } of splitSentences(message.content.slice(0, most), language)) {
      const stems = contentStems(text, language);
      units.push({ index: units.length, turn, author, addressee, text: oneLine(text), stems });
      await pause();
    }
    await pause();
  }
  return units;
}

/** A name is shown in one line, and never empty. */
export const nameOf = ({ author_name, author_id }: Pick<AiMessage, 'author_name' | 'author_id'>): string =>
  oneLine(author_name) || oneLine(author_id);

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

const otherOf = (participants: string[], author: string): string | null =>
  participants.length === 2 ? (participants.find((name) => name !== author) ?? null) : null;

/** Characters that tell a language as well as all would. */
const sample = 1_500;

/** The language that is mostly spoken; English when nothing tells. */
export async function languageOf(texts: string[]): Promise<string> {
  const votes = new Map<string, number>();
  let read = 0;
  for (const text of texts) {
    if (read >= sample) break;
    const piece = text.slice(0, 400);
    read += piece.length;
    const found = await detectLanguage(piece);
    if (found) votes.set(found, (votes.get(found) ?? 0) + piece.length);
  }
  const [best] = [...votes].sort(([, a], [, b]) => b - a);
  return best?.[0] ?? (await detectLanguage(texts.join(' ').slice(0, sample))) ?? 'en';
}
