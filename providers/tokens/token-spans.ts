/** A word, a punctuation mark or an ideograph, `text.slice(start, end)` in UTF-16 units, and its tokens. */
export interface TokenSpan {
  start: number;
  end: number;
  tokens: number;
}

/** Where the first `limit` tokens of a text end, in UTF-16 units; 0 when not even the first span fits. */
export function endOfTokens(spans: TokenSpan[], limit: number): number {
  let end = 0;
  let tokens = 0;
  for (const span of spans) {
    tokens += span.tokens;
    if (tokens > limit) break;
    end = span.end;
  }
  return end;
}
