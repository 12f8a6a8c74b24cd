const replacement = '[secret]';
/** Shorter ones would be found in everything. */
const shortest = 4;
/** As deep as what is stored may be. */
const deepest = 50;

export interface Redact {
  text(text: string): string;
  /** Every text and name of a JSON value; what is nested very deep becomes text. */
  value(value: unknown): unknown;
}

/** Takes secrets out of what a service answers: it may send back what it was sent, as it was or encoded. */
export function createRedact(secrets: readonly string[]): Redact {
  const forms = new Set(
    secrets
      .filter((secret) => secret.length >= shortest)
      .flatMap((secret) => [
        secret,
        encodeURIComponent(secret),
        Buffer.from(secret).toString('base64'),
        Buffer.from(secret).toString('base64url'),
      ]),
  );
  // Of two that begin alike the longer one first, or the rest of it would stay.
  const longestFirst = [...forms].sort((one, other) => other.length - one.length);
  const text = (given: string): string =>
    longestFirst.reduce((found, secret) => found.replaceAll(secret, replacement), given);
  const value = (given: unknown, depth = 0): unknown => {
    if (typeof given === 'string') return text(given);
    if (typeof given === 'number') {
      const told = text(String(given));
      return told === String(given) ? given : told;
    }
    if (typeof given !== 'object' || given === null) return given;
    if (depth >= deepest) return '[nested too deep]';
    if (Array.isArray(given)) return given.map((one) => value(one, depth + 1));
    return Object.fromEntries(
      Object.entries(given).map(([name, one]) => [text(name), value(one, depth + 1)]),
    );
  };
  return { text, value: (given) => value(given) };
}
