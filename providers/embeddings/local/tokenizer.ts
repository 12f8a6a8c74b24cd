import { readFile } from 'node:fs/promises';
import { Tokenizer } from '@huggingface/tokenizers';
import type { TokenSpan } from '../../tokens/token-spans.js';
import { LruCache } from './lru-cache.js';
import { ModelFileError } from './model-file-error.js';

export interface TextTokenizer {
  /** Token ids for the model: [CLS], at most `maxTextTokens` of the text, [SEP]. */
  encode(text: string): number[];
  /** Tokens of the whole text, without special ones. */
  countTokens(text: string): number;
  /** Words, punctuation marks and ideographs with their number of tokens; what has no tokens is left out. */
  tokenSpans(text: string): TokenSpan[];
}

/** The model was trained on 256 positions (`sentence_bert_config.json`). */
const maxIds = 256;
/** Without [CLS] and [SEP]. */
export const maxTextTokens = maxIds - 2;

/** What is used of the library, whose own declarations do not resolve under `nodenext`. */
interface LibraryTokenizer {
  encode(text: string, options: { add_special_tokens: boolean }): { ids: number[] };
}
const LibraryTokenizer = Tokenizer as unknown as new (model: object, config: object) => LibraryTokenizer;

/**
 * Reads the model's `tokenizer.json` (BERT, lower-cased WordPiece).
 * @throws ModelFileError when it is missing or no tokenizer.
 */
export async function loadTokenizer(path: string): Promise<TextTokenizer> {
  try {
    const model = JSON.parse(await readFile(path, 'utf8')) as object;
    // Nothing is cut or padded by the file's own rules, and a text that contains the characters "[SEP]" means
    // those characters: without added tokens it cannot forge a special one.
    const settings = { ...model, truncation: null, padding: null, added_tokens: [] };
    return new MiniLmTokenizer(new LibraryTokenizer(settings, {}));
  } catch (cause) {
    throw new ModelFileError(path, 'is no tokenizer that can be used', { cause });
  }
}

/** Whitespace to BERT, which drops control characters such as U+000B and U+FEFF instead of splitting at them. */
const space = '\\t\\n\\r\\p{Z}';
const punctuation = '\\p{P}!-\\/:-@\\[-`\\{-~';
const ideographs = '\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff';
/** What the pre-tokenizer takes for a word: each is tokenised on its own, so their counts add up. */
const words = new RegExp(`[${punctuation}${ideographs}]|[^${punctuation}${ideographs}${space}]+`, 'gu');
const spaces = new RegExp(`[${space}]`, 'gu');

/** Characters read at once when only the first tokens are wanted. */
const blockLength = 2_000;
/** Words whose counts are remembered; text repeats its words, and most counts are then a look-up. */
const rememberedWords = 20_000;
const longestRemembered = 40;

class MiniLmTokenizer implements TextTokenizer {
  private readonly counts = new LruCache<string, number>(rememberedWords);
  private readonly special: { start: number; end: number };

  constructor(private readonly library: LibraryTokenizer) {
    const [start, end] = library.encode('', { add_special_tokens: true }).ids;
    if (start === undefined || end === undefined) throw new Error('no special tokens');
    this.special = { start, end };
  }

  encode(text: string): number[] {
    const ids: number[] = [];
    for (const block of blocks(text)) {
      const more = this.tokenize(block);
      for (const id of more.slice(0, maxTextTokens - ids.length)) ids.push(id);
      if (ids.length === maxTextTokens) break;
    }
    return [this.special.start, ...ids, this.special.end];
  }

  countTokens(text: string): number {
    let tokens = 0;
    for (const [word] of text.matchAll(words)) tokens += this.countWord(word);
    return tokens;
  }

  tokenSpans(text: string): TokenSpan[] {
    const spans: TokenSpan[] = [];
    for (const { 0: word, index } of text.matchAll(words)) {
      const tokens = this.countWord(word);
      if (tokens > 0) spans.push({ start: index, end: index + word.length, tokens });
    }
    return spans;
  }

  private countWord(word: string): number {
    if (word.length > longestRemembered) return this.tokenize(word).length;
    const known = this.counts.get(word);
    if (known !== undefined) return known;
    const count = this.tokenize(word).length;
    this.counts.set(word, count);
    return count;
  }

  private tokenize(text: string): number[] {
    return this.library.encode(text, { add_special_tokens: false }).ids;
  }
}

/** The text in parts that end before whitespace; their tokens, one after the other, are those of the text. */
function* blocks(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    spaces.lastIndex = start + blockLength;
    const end = spaces.exec(text)?.index ?? text.length;
    yield text.slice(start, end);
    start = end;
  }
}
