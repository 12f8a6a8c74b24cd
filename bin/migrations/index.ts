import type { Migration } from '../../platform/mongo/migration.js';
import { unansweredTurns } from './0001-unanswered-turns.js';

/** Changes of stored data, oldest first; an entry is never changed once it was released. */
export const migrations: Migration[] = [unansweredTurns];
