import { conflict } from '../errors/app-error.js';

export const isDuplicateKey = (error: unknown): error is { keyPattern?: Record<string, unknown> } =>
  typeof error === 'object' && error !== null && (error as { code?: unknown }).code === 11_000;

const tries = 3;

/**
 * Runs an upsert whose filter names more than one unique index: of two that insert at once MongoDB refuses one instead of trying
 * it again (https://www.mongodb.com/docs/manual/reference/method/db.collection.updateOne/#upsert-with-unique-index). Tried again
 * it finds what the other has inserted.
 */
export async function upserting<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      if (!isDuplicateKey(error) || attempt === tries) throw error;
    }
  }
}

/** Runs an insert or update; a violated unique index becomes a CONFLICT that names the taken field. */
export async function onDuplicate<T>(messages: Record<string, string>, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const fields = Object.keys(error.keyPattern ?? {});
    const field = Object.keys(messages).find((name) => fields.includes(name));
    throw conflict(field ? (messages[field] ?? 'Already exists') : 'Already exists');
  }
}
