import type { LearningOrigin } from '../../../contracts/learning.contract.js';
import {
  knowledgeBaseRepository,
  retrieve,
  type Evidence,
  type RetrieveDependencies,
} from '../../../knowledge/index.js';
import { guardLinks } from '../../../providers/index.js';
import { answerLinks } from '../../conversations/answer-links.js';
import { citationsIn, type SourcedPassage } from '../../conversations/citations.js';
import { defaultMinScore } from '../../conversations/gather-evidence.js';
import { buildPrompt } from '../../conversations/prompt.js';
import { readDefaultPersonality } from '../../personalities/personality.content.js';
import type { AskedTurn } from '../../insights/questions/asked-turn.repository.js';
import { embedQuestions } from '../../insights/questions/embed-questions.js';
import type { LearningCandidate } from '../jobs/learning-run.model.js';
import type { Generation } from './generation.js';

export interface Proposal {
  answer: string;
  origin: LearningOrigin;
}

/** What the documents have to say: they answer it by now, they help a little, or nothing. */
export type FromDocuments = { isAnswered: true } | { isAnswered: false; proposal: Proposal | null };

export const passagesShown = 5;
/** Of what supports an answer, so much has to be there for a proposal that somebody reads. */
const halfSupport = 0.5;

/**
 * Looks through all documents of a bot for what was not enough to answer with, and lets the bot's model draft an answer from
 * it; without a model the best sentences are quoted. What cites nothing is no proposal: it would be made up.
 */
export async function proposeFromDocuments(
  generation: Generation,
  { question }: LearningCandidate,
  turn: Pick<AskedTurn, 'confidence' | 'language'> | undefined,
): Promise<FromDocuments> {
  const { bot, dependencies } = generation;
  const { organizationId, _id: chatbotId, retrieval } = bot;
  const { mode = 'hybrid', minScore = defaultMinScore } = retrieval;
  const bases = await knowledgeBaseRepository.ofChatbot(organizationId, chatbotId);
  if (bases.length === 0) return { isAnswered: false, proposal: null };
  const language = turn?.language ?? null;
  const found = await retrieve(
    { organizationId, bases, query: question, language, mode, limit: passagesShown },
    { vectors: dependencies.vectors, embedQuery: keptVector(generation) },
  );
  const best = found[0]?.score ?? 0;
  // Documents have come since: asked again, the bot would find them.
  if (best >= minScore && (turn?.confidence ?? 0) < minScore) return { isAnswered: true };
  const helpful = found.filter(({ score }) => score >= minScore * halfSupport);
  if (helpful.length === 0) return { isAnswered: false, proposal: null };
  return {
    isAnswered: false,
    proposal: await draft(generation, { question, language, passages: numbered(helpful) }),
  };
}

/** As questions are embedded for retrieval, but once, however often the job comes to rest. */
const keptVector =
  ({ bot, dependencies: { embed }, assertMayGoOn }: Generation): RetrieveDependencies['embedQuery'] =>
  async (question, { model }) => {
    const options = { model, limit: 1, embed, beforeCall: assertMayGoOn };
    const vector = (await embedQuestions(bot, [question], options)).get(question);
    if (!vector) throw new Error('the embedder answered no vector');
    return vector;
  };

const numbered = (found: Evidence[]): SourcedPassage[] =>
  found.map(({ itemId, chunkId, title, headings, text, language, score, source }, position) => ({
    ...{ index: position + 1, itemId, chunkId, title, text, language, score, source },
    heading: headings.at(-1),
  }));

async function draft(
  { run, bot, signal, assertMayGoOn, dependencies }: Generation,
  { question, language, passages }: { question: string; language: string | null; passages: SourcedPassage[] },
): Promise<Proposal | null> {
  const personality = await readDefaultPersonality(bot.organizationId, bot._id);
  await assertMayGoOn();
  const messages = buildPrompt({
    ...{ bot, personality, passages, question, language },
    history: [],
    hasKnowledge: true,
  });
  const chunks = dependencies.gateway.chat({
    context: {
      ...{ organizationId: bot.organizationId, chatbotId: bot._id, jobId: run._id },
      feature: 'learning',
    },
    preference: { provider: bot.model.provider, model: bot.model.name },
    request: {
      messages,
      ...{ temperature: bot.model.temperature, maxTokens: bot.model.maxTokens },
      ...{ language: language ?? bot.language ?? undefined, evidence: { question, passages } },
    },
    signal,
  });
  let text = '';
  let writtenBy: { provider: string; model: string } | undefined;
  for await (const chunk of chunks) {
    if (chunk.type === 'text') text += chunk.text;
    else if (chunk.type === 'end') writtenBy = chunk;
  }
  // Once approved it is the builder's own word: no stranger's address may come into it.
  const rules = answerLinks({ links: bot.links, prompt: messages, passages, calls: () => [] });
  if (rules) text = guardLinks(text, rules);
  const [source] = citationsIn(text, passages);
  const answer = withoutMarks(text).slice(0, 4_000);
  if (!source || !answer) return null;
  const isQuoted = writtenBy?.provider === 'local';
  return {
    answer,
    origin: {
      ...{ type: isQuoted ? 'passage' : 'draft', itemId: source.itemId, title: source.title },
      ...{ messageId: null, model: isQuoted ? null : (writtenBy?.model ?? null), score: source.score },
    },
  };
}

/** An answer without the numbers of its documents. */
export const withoutMarks = (answer: string): string =>
  answer.replace(/[ \t]*\[\d{1,3}(?:\s*,\s*\d{1,3})*\]/g, '').trim();
