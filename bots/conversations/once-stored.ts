import type { AnswerListener } from './generate-answer.js';

/**
 * A listener that hears nothing before the turn is stored, and then everything in its order: so the model can begin while the
 * database writes. Where storing fails it hears nothing at all.
 */
export function onceStored(listener: AnswerListener, stored: Promise<void>): AnswerListener {
  let waiting: (() => void)[] | null = [];
  stored.then(
    () => {
      const calls = waiting ?? [];
      waiting = null;
      for (const call of calls) call();
    },
    () => undefined,
  );
  const later =
    <Args extends unknown[]>(call: (...args: Args) => void) =>
    (...args: Args): void => {
      if (waiting) waiting.push(() => call(...args));
      else call(...args);
    };
  return {
    maker: listener.maker,
    start: later(listener.start),
    token: later(listener.token),
    tool: later(listener.tool),
    citations: later(listener.citations),
    told: listener.told,
  };
}
