/** What the double does with one request. Plain data, so that it also travels to the stand-alone process. */
export interface Script {
  /** Only for this endpoint; any when absent. */
  for?: 'chat' | 'embeddings' | 'moderations' | 'files' | 'fine-tuning';
  /** Only for a request whose body contains this text, so that tests may share a double. */
  when?: string;
  /** The answer; the default echoes the user's last message. */
  text?: string;
  /** Do whatever the request orders, wherever it stands: see `obedient.ts`. */
  obeys?: boolean;
  /** Milliseconds before each token. */
  paceMs?: number;
  /** Milliseconds before the first byte. */
  delayMs?: number;
  /** Arguments that are a string are sent as they are, broken JSON included. */
  toolCalls?: { id?: string; name: string; arguments: unknown }[];
  finishReason?: string;
  /** False: the server reports no usage; a null: it reports half of it. */
  usage?: false | { promptTokens: number; completionTokens: number | null };
  /** Parts of the prompt's tokens, where the protocol tells them. */
  cacheReadTokens?: number;
  cacheWriteTokens?: number;
  /** The model's name in the answer; the one asked for when absent. */
  model?: string;
  /** Answer with this HTTP status and an error body. */
  status?: number;
  message?: string;
  /** The error body's code, such as `insufficient_quota`. */
  code?: string;
  /** The header's value: seconds or an HTTP date. */
  retryAfter?: number | string;
  /** Send a chunk that is not JSON after so many tokens. */
  malformedAfter?: number;
  /** Destroy the socket after so many tokens. */
  cutAfter?: number;
  /** End the response after so many tokens without a reason to stop. */
  stopAfter?: number;
  /** Send an error object inside the stream after so many tokens. */
  failAfter?: number;
  /** Accept a request for files or fine-tuning, and destroy the socket instead of answering. */
  loseAnswer?: boolean;
  /** Category scores of a moderation; those of 0.5 and more are violated. Absent: all are low. */
  scores?: Record<string, number>;
  /** Answer a moderation with a body that is none. */
  malformed?: boolean;
  /** What becomes of the fine-tuning job that the request makes. */
  tuning?: {
    /** How often it is asked for while it runs; 2. */
    polls?: number;
    /** It fails with this message. */
    fails?: string;
    /** Its model answers nothing that it should have learnt. */
    forgets?: boolean;
  };
  /** After so many tokens say nothing more and keep the connection open; 0 for no answer at all. */
  silentAfter?: number;
}

/** The parts of a request's body that the double looks at. */
export interface OpenAiBody {
  model?: string;
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  messages?: { role: string; content?: unknown }[];
  input?: string | string[];
  dimensions?: number;
  encoding_format?: 'float' | 'base64';
  [field: string]: unknown;
}

/** Pieces that joined again are the text: what the double calls tokens. */
export const tokensOf = (text: string): string[] => text.match(/\s*\S+|\s+$/g) ?? [];

const contentOf = (content: unknown): string =>
  typeof content === 'string' ? content : content == null ? '' : JSON.stringify(content);

export const lastUserMessage = ({ messages = [] }: OpenAiBody): string =>
  contentOf(messages.findLast(({ role }) => role === 'user')?.content);

export const promptTokens = ({ messages = [] }: OpenAiBody): number =>
  messages.reduce((sum, { content }) => sum + tokensOf(contentOf(content)).length, 0);

/** The answer when no script says otherwise: the same words for the same question. */
export const defaultAnswer = (body: OpenAiBody): string => `You said: ${lastUserMessage(body).slice(0, 200)}`;
