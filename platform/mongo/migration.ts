/** A change of stored data, in steps. */
export interface Migration {
  /** Ordered, and never changed once released: `0001-name`. */
  id: string;
  steps: readonly MigrationStep[];
}

/** May be interrupted at any point and is then repeated whole: what it did already must do no harm. */
export interface MigrationStep {
  /** Never changed once released; what is recorded under it is not done again. */
  name: string;
  /** @param signal aborted when another process may have taken over: give up before the next write */
  run(signal: AbortSignal): Promise<void>;
}

/** What every migration's id looks like; a record of another form is not ours. */
export const isMigrationId = (id: unknown): id is string =>
  typeof id === 'string' && /^\d{4}-[\w-]+$/.test(id);
