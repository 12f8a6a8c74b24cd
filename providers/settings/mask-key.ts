/** Enough to recognise a key by, and nothing to guess it from. */
export function maskKey(key: string | null): string | null {
  if (key === null) return null;
  return key.length < 10 ? '***...***' : `${key.slice(0, 3)}...${key.slice(-3)}`;
}

/** Whether a text can only be the mask of a key. */
export const isMasked = (text: string): boolean => /^.{3}\.\.\..{3}$/.test(text);
