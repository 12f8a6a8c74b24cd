import type { EmbeddingModel } from '../../../providers/index.js';
import type { ChatbotDocument } from '../../chatbots/chatbot.model.js';
import { normalizedInput } from '../../training/datasets/normalized-input.js';
import type { AskedTurn } from './asked-turn.repository.js';
import { clusterQuestions, type Cluster, type Meant } from './cluster-questions.js';
import { embedWherePossible, type embedQuestions, type QuestionEmbedding } from './embed-questions.js';
import { isSmallTalk } from './small-talk.js';

/** A turn with what its question means. */
export interface AskedQuestion extends Meant {
  turn: AskedTurn;
  /** The question as it stands alone. */
  text: string;
}
export type QuestionGroup = Cluster<AskedQuestion>;

/** Different questions that are compared; of more the newest. */
export const mostCompared = 1_000;
/** Of those that nobody has embedded yet a request embeds so many, the newest; the others wait for the next one. */
const embeddedAtOnce = 96;

export const textOf = ({ trace, question }: AskedTurn): string => trace?.query ?? question;

/** Groups turns by what their questions mean. What is only said out of politeness is no question. */
export async function groupTurns(
  bot: Pick<ChatbotDocument, 'organizationId' | '_id'>,
  turns: AskedTurn[],
  {
    model,
    embed,
    limit = embeddedAtOnce,
    beforeCall,
    by = embedWherePossible,
    at = ({ createdAt }) => createdAt,
  }: Pick<QuestionEmbedding, 'embed'> & {
    model: EmbeddingModel;
    limit?: number;
    beforeCall?: () => Promise<void>;
    by?: typeof embedQuestions;
    /** When a turn came to be what is looked for: what came first names its group. */
    at?: (turn: AskedTurn) => Date;
  },
): Promise<QuestionGroup[]> {
  const asked = turns
    .map((turn) => ({ turn, text: textOf(turn), at: at(turn) }))
    .filter(({ text }) => !isSmallTalk(text))
    .map((question) => ({ ...question, key: normalizedInput(question.text) }));
  const newestKeys = new Set([...new Set(asked.map(({ key }) => key))].slice(0, mostCompared));
  const compared = asked.filter(({ key }) => newestKeys.has(key));
  const texts = compared.map(({ text }) => text);
  const vectors = await by(bot, texts, { model, embed, limit, beforeCall });
  const meant = compared.map((question) => ({ ...question, vector: vectors.get(question.text) ?? null }));
  return clusterQuestions(meant, model.model);
}
