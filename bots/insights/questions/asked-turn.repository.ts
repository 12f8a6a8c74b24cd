import type { QueryFilter } from 'mongoose';
import { TurnModel, weakConfidence, type TurnDocument } from '../../conversations/turn.model.js';

/** A turn as far as insights look at it. */
export type AskedTurn = Pick<
  TurnDocument,
  '_id' | 'question' | 'language' | 'rating' | 'confidence' | 'createdAt'
> & { trace?: { query?: string } | null };

export interface Asked {
  chatbotId: string;
  /** Included. */
  from: Date;
  /** Not included. */
  to: Date;
}

const fields = { question: 1, language: 1, rating: 1, confidence: 1, createdAt: 1, 'trace.query': 1 };

/** As the turn says; turns of before they said so are judged by what they have. */
const unanswered: QueryFilter<TurnDocument> = {
  ...{ status: 'answered', grounded: false },
  $or: [
    { unanswered: true },
    { unanswered: null, 'trace.remembered': null, confidence: { $ne: null } },
    { unanswered: null, 'trace.remembered': null, provider: 'local' },
  ],
};
const weak: QueryFilter<TurnDocument> = {
  ...{ status: 'answered', grounded: true, confidence: { $lt: weakConfidence } },
};

/** The newest first. What names something that was to be forgotten is quoted nowhere. */
const newest = (
  organizationId: string,
  { chatbotId, from, to }: Asked,
  { filter, by = 'createdAt', limit }: { filter: QueryFilter<TurnDocument>; by?: string; limit: number },
): Promise<AskedTurn[]> =>
  TurnModel.find(
    { organizationId, chatbotId, withheld: { $ne: true }, [by]: { $gte: from, $lt: to }, ...filter },
    fields,
  )
    .sort({ [by]: -1 })
    .limit(limit)
    .lean<AskedTurn[]>()
    .exec();

/** Turns by what became of their questions. */
export const askedTurnRepository = {
  unanswered: (organizationId: string, asked: Asked, limit: number) =>
    newest(organizationId, asked, { filter: unanswered, limit }),
  weaklyGrounded: (organizationId: string, asked: Asked, limit: number) =>
    newest(organizationId, asked, { filter: weak, limit }),
  /** By the time of the rating. */
  rated: (
    organizationId: string,
    asked: Asked,
    { least, most, grounded }: { least: number; most: number; grounded?: boolean },
    limit: number,
  ) =>
    newest(organizationId, asked, {
      filter: {
        'rating.rating': { $gte: least, $lte: most },
        ...(grounded === undefined ? {} : { grounded }),
      },
      by: 'rating.ratedAt',
      limit,
    }),
  /** Messages that the bot's model told no intent, or one that it was not sure of. */
  doubtful: (organizationId: string, asked: Asked, below: number, limit: number) =>
    newest(organizationId, asked, {
      filter: {
        intent: { $ne: null },
        $or: [{ 'intent.name': null }, { 'intent.confidence': { $lt: below } }],
      },
      limit,
    }),
  /** With their answers, of these turns. */
  find: (
    organizationId: string,
    chatbotId: string,
    ids: string[],
  ): Promise<(AskedTurn & { answer: string })[]> =>
    TurnModel.find({ _id: { $in: ids }, organizationId, chatbotId }, { ...fields, answer: 1 })
      .sort({ createdAt: -1 })
      .lean<(AskedTurn & { answer: string })[]>()
      .exec(),
};
