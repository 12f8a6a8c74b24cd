import type { Evidence } from '../../contracts/insights.contract.js';
import type { AskedTurn } from './questions/asked-turn.repository.js';

const mostShown = 5;
const longestExcerpt = 300;

const cut = (text: string): string =>
  text.length <= longestExcerpt ? text : `${text.slice(0, longestExcerpt - 1)}…`;

/** What was asked, and what was said of the answer. */
export const excerptOf = ({ question, rating }: Pick<AskedTurn, 'question' | 'rating'>): string =>
  rating?.feedback ? `${cut(question)} – “${cut(rating.feedback)}”` : cut(question);

/** The newest of these turns. */
export const evidenceOf = (
  turns: Pick<AskedTurn, '_id' | 'question' | 'rating' | 'createdAt'>[],
  limit = mostShown,
): Evidence[] =>
  [...turns]
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    .slice(0, limit)
    .map((turn) => ({ messageId: turn._id, excerpt: excerptOf(turn) }));
