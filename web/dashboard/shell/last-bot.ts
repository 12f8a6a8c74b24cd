import { useSyncExternalStore } from 'react';

const key = 'bot';
const listeners = new Set<() => void>();

/** The bot that one was at last in this tab. */
export const useLastBot = (): string | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => sessionStorage.getItem(key),
  );

export function rememberBot(id: string): void {
  if (sessionStorage.getItem(key) === id) return;
  sessionStorage.setItem(key, id);
  listeners.forEach((tell) => tell());
}

/** One that is not there any more is no place to go back to. */
export function forgetBot(id: string): void {
  if (sessionStorage.getItem(key) !== id) return;
  sessionStorage.removeItem(key);
  listeners.forEach((tell) => tell());
}
