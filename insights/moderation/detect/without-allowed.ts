/** Takes an organisation's allowed words and phrases out of a text, so that no list finds them. */
export function withoutAllowed(text: string, allowed: readonly string[]): string {
  if (allowed.length === 0) return text;
  const literal = allowed.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return text.replace(
    new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${literal.join('|')})(?![\p{L}\p{N}])`, 'giu'),
    ' · ',
  );
}
