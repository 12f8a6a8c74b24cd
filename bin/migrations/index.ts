import type { Migration } from '../../platform/mongo/migrate.js';

/** Changes of stored data, oldest first; an entry is never changed once it was released. */
export const migrations: Migration[] = [];
