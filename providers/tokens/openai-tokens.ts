import { endOfTokens, type TokenSpan } from './token-spans.js';

export interface OpenAiTokens {
  /** Exact for words of up to 500 characters; in longer ones a few too many. */
  count(text: string): number;
  /** The text, or as much of its beginning as has no more tokens than that; a pair of surrogates stays whole. */
  cut(text: string, maxTokens: number): string;
}

type CountTokens = (text: string, options: { disallowedSpecial: Set<string> }) => number;

/** Words with the space before them, as the tokeniser takes them; the long ones in parts. */
const pieces = /\s{1,32}(?:\S{1,32})?|\S{1,32}/gu;
/** Time grows with the square of a word's length, so endless ones (or text without spaces) are counted in parts. */
const endlessWord = /\S{500}|\s{500}/;
/** A UTF-16 unit takes at most three bytes, and a token is at least one. */
const maxTokensPerUnit = 3;
/** A text may contain the spelling of a special token; it means those characters. */
const asPlainText = { disallowedSpecial: new Set<string>() };

/** Counts in cl100k_base, the encoding of OpenAI's embedding models; its large table is loaded only here. */
export const loadEmbeddingTokens = async (): Promise<OpenAiTokens> =>
  openAiTokens((await import('gpt-tokenizer/encoding/cl100k_base')).countTokens);

/** Counts in o200k_base, the encoding of OpenAI's models that chat; its large table is loaded only here. */
export const loadChatTokens = async (): Promise<OpenAiTokens> =>
  openAiTokens((await import('gpt-tokenizer/encoding/o200k_base')).countTokens);

function openAiTokens(countTokens: CountTokens): OpenAiTokens {
  const countWhole = (text: string): number => countTokens(text, asPlainText);
  const spans = (text: string): TokenSpan[] =>
    [...text.matchAll(pieces)].map(({ 0: piece, index }) => ({
      start: index,
      end: index + piece.length,
      tokens: countWhole(piece),
    }));
  return {
    count: (text) =>
      endlessWord.test(text) ? spans(text).reduce((sum, { tokens }) => sum + tokens, 0) : countWhole(text),
    cut: (text, maxTokens) =>
      text.length * maxTokensPerUnit <= maxTokens ? text : text.slice(0, endOfTokens(spans(text), maxTokens)),
  };
}
