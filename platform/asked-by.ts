import { AsyncLocalStorage } from 'node:async_hooks';

/** In whose name work is done, and in which job, if it is done in one. */
export interface Asker {
  userId: string;
  jobId?: string;
}

const askers = new AsyncLocalStorage<Asker>();

/** Does work in the name of a user: what it costs is charged to them and to their job, however deep inside it is spent. */
export const askedBy = <T>(asker: Asker, work: () => T): T => askers.run(asker, work);

/** In whose name the present work is done; undefined when nobody in particular asked for it. */
export const currentAsker = (): Asker | undefined => askers.getStore();
