import { conflict } from '../errors/app-error.js';

const isDuplicateKey = (error: unknown): error is { keyPattern?: Record<string, unknown> } =>
  typeof error === 'object' && error !== null && (error as { code?: unknown }).code === 11_000;

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
