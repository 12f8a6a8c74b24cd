/** A pattern that finds a text as it stands. MongoDB takes no NUL in a pattern. */
export const literally = (text: string): string =>
  text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('\0', String.raw`\x00`);
