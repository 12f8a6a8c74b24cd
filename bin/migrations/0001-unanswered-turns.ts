import mongoose from 'mongoose';
import type { Migration } from '../../platform/mongo/migration.js';

const turns = () => mongoose.connection.collection('turns');

/**
 * Tells of answers of before it was told whether something supported them: a confidence of `null` says that the bot
 * had no documents. The index that one with two more fields takes the place of goes.
 */
export const unansweredTurns: Migration = {
  id: '0001-unanswered-turns',
  steps: [
    {
      name: 'tell-of-old-answers',
      async run() {
        await turns().updateMany({ unanswered: { $exists: false } }, [
          {
            $set: {
              unanswered: {
                $cond: [
                  { $eq: ['$status', 'answered'] },
                  {
                    $and: [
                      { $not: '$grounded' },
                      { $or: [{ $ne: ['$confidence', null] }, { $eq: ['$provider', 'local'] }] },
                      { $eq: [{ $ifNull: ['$trace.remembered', null] }, null] },
                    ],
                  },
                  null,
                ],
              },
            },
          },
        ]);
      },
    },
    {
      name: 'drop-narrower-index',
      async run() {
        await turns()
          .dropIndex('organizationId_1_conversationId_1_createdAt_-1__id_-1')
          .catch((error: unknown) => {
            // There is no such index, or no such collection yet.
            if (![26, 27].includes((error as { code?: number }).code ?? 0)) throw error;
          });
      },
    },
  ],
};
