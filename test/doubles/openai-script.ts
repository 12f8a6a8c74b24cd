/** What the double does with one request. Plain data, so that it also travels to the stand-alone process. */
export interface Script {
  /** Only for this endpoint; any when absent. */
  for?: 'chat' | 'embeddings';
  /** Only for a request whose body contains this text, so that tests may share a double. */
  when?: string;
  /** The answer; the default echoes the user's last message. */
  text?: string;
  /** Milliseconds before each token. */
  paceMs?: number;
  /** Milliseconds before the first byte. */
  delayMs?: number;
  /** Arguments that are a string are sent as they are, broken JSON included. */
  toolCalls?: { id?: string; name: string; arguments: unknown }[];
  finishReason?: string;
  /** False: the server reports no usage; a null: it reports half of it. */
  usage?: false | { promptTokens: number; completionTokens: number | null };
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
  /** End the response after so many tokens without a finish reason or `[DONE]`. */
  stopAfter?: number;
  /** Send an error object inside the stream after so many tokens. */
  failAfter?: number;
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
