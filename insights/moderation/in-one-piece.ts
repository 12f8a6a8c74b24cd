import { withTransaction } from '../../platform/mongo/connection.js';
import { upserting } from '../../platform/mongo/duplicate-key.js';

/** A transaction; two that make the same item at once are one after the other, so that the second finds it. */
export const inOnePiece = <T>(work: () => Promise<T>): Promise<T> => upserting(() => withTransaction(work));
