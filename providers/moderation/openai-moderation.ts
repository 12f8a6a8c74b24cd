import { z } from 'zod';
import { HttpFailure, parseJson } from '../chat/http-failure.js';
import { createKeepAliveFetch } from '../chat/keep-alive-fetch.js';
import { ProviderError } from '../chat/provider-error.js';
import { toProviderError } from '../chat/to-provider-error.js';
import {
  moderationCategories,
  type ModerationDriver,
  type ModerationInput,
  type ModerationVerdict,
} from './moderation-driver.js';

export interface OpenAiModerationOptions {
  apiKey: string;
  baseUrl?: string;
  model?: string;
  timeoutMs?: number;
}

const Result = z.object({
  categories: z.record(z.string(), z.boolean().nullable()),
  category_scores: z.record(z.string(), z.number().min(0).max(1)),
  category_applied_input_types: z.record(z.string(), z.array(z.string())).nullish(),
});
const Answer = z.object({ model: z.string().optional(), results: z.array(Result).min(1) });

const provider = 'openai';

/** OpenAI's moderation endpoint, or a server that speaks its protocol. */
export function createOpenAiModeration({
  apiKey,
  baseUrl = 'https://api.openai.com/v1',
  model = 'omni-moderation-latest',
  timeoutMs = 15_000,
}: OpenAiModerationOptions): ModerationDriver {
  const connections = createKeepAliveFetch();
  const send = async (input: ModerationInput, signal: AbortSignal): Promise<ModerationVerdict> => {
    const response = await connections.fetch(`${baseUrl.replace(/\/+$/, '')}/moderations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ model, input: partsOf(input) }),
      signal,
    });
    const body = await response.text();
    if (!response.ok) throw new HttpFailure(response.status, response.headers, body);
    return readAnswer(body, model);
  };
  return {
    provider,
    model,
    async moderate(input, signal) {
      const deadline = AbortSignal.timeout(timeoutMs);
      try {
        return await send(input, signal ? AbortSignal.any([signal, deadline]) : deadline);
      } catch (error) {
        signal?.throwIfAborted();
        throw toProviderError(provider, error);
      }
    },
    close: () => connections.close(),
  };
}

const loneSurrogates = /\p{Surrogate}/gu;

const partsOf = ({ text, imageUrl }: ModerationInput) => {
  const sendable = text.replace(loneSurrogates, '\ufffd') || ' ';
  if (imageUrl === undefined) return sendable;
  return [
    { type: 'text', text: sendable },
    { type: 'image_url', image_url: { url: imageUrl } },
  ];
};

function readAnswer(body: string, asked: string): ModerationVerdict {
  const answer = Answer.safeParse(parseJson(body));
  const [result] = answer.data?.results ?? [];
  if (!result)
    throw new ProviderError('openai: the answer holds no moderation', { kind: 'malformed', provider });
  const scores: ModerationVerdict['scores'] = {};
  for (const category of moderationCategories) {
    const score = result.category_scores[category];
    if (score !== undefined) scores[category] = score;
  }
  const violated = moderationCategories.filter((category) => result.categories[category] === true);
  const applied = result.category_applied_input_types;
  const inPicture = applied && moderationCategories.filter((name) => applied[name]?.includes('image'));
  return { model: answer.data?.model ?? asked, scores, violated, ...(inPicture ? { inPicture } : {}) };
}
