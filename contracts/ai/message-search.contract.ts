import { z } from 'zod';
import { AiMessage, aiMessageLimits } from './ai-message.contract.js';
import { aiProviders } from './cost.contract.js';
import { documented } from './documented-sentence.js';

export const searchQueryLimits = { shortest: 2, longest: 200 } as const;

const { shortest, longest } = searchQueryLimits;

export const SearchableMessage = AiMessage.safeExtend({
  channel_id: z.string().min(1).max(200).meta({ example: 'channel-dev' }),
  embedding: z.array(z.number()).min(1).max(4_096).optional().meta({
    description: 'Made by the model that this installation searches with; one of another length is not used',
  }),
}).meta({ id: 'SearchableMessage' });
export type SearchableMessage = z.output<typeof SearchableMessage>;

const Query = z
  .string({ error: documented('Invalid request: query required', 'MISSING_QUERY') })
  .trim()
  .min(1, { error: documented('Invalid request: query required', 'MISSING_QUERY'), abort: true })
  .min(shortest, documented(`Query too short. Minimum ${shortest} characters required.`, 'QUERY_TOO_SHORT'))
  .max(longest, documented(`Query too long. Maximum ${longest} characters allowed.`))
  .meta({ example: 'deployment issues' });

export const SearchOptions = z
  .strictObject({
    limit: z.int().min(1).max(100).default(20),
    threshold: z.number().min(0).max(1).default(0.7).meta({
      description: 'Least similarity, calibrated so that one value means the same for every embedding model',
    }),
    includeContext: z.boolean().default(false).meta({
      description: 'Two messages before and after each, in its channel',
    }),
  })
  .prefault({});
export type SearchOptions = z.output<typeof SearchOptions>;

export const SearchMessages = z
  .strictObject({
    query: Query,
    messages: z
      .array(SearchableMessage, { error: documented('Invalid request: messages array required') })
      .max(
        aiMessageLimits.search,
        documented(`Too many messages to search. Maximum: ${aiMessageLimits.search}`),
      ),
    options: SearchOptions,
  })
  .meta({ id: 'SearchMessages' });
export type SearchMessages = z.output<typeof SearchMessages>;

export const SearchStoredMessages = z
  .strictObject({
    query: Query,
    channelId: z.string().min(1).max(200).optional(),
    options: SearchOptions,
  })
  .meta({ id: 'SearchStoredMessages' });
export type SearchStoredMessages = z.output<typeof SearchStoredMessages>;

const FoundMessage = SearchableMessage.omit({ embedding: true });
export type FoundMessage = z.output<typeof FoundMessage>;

const ContextMessage = z.strictObject({
  id: z.string(),
  content: z.string(),
  position: z.enum(['before', 'after']),
});
export type ContextMessage = z.output<typeof ContextMessage>;

export const FoundMessages = z
  .strictObject({
    success: z.literal(true),
    results: z.array(
      z.strictObject({
        message: FoundMessage,
        similarity: z.number().min(0).max(1),
        rank: z.int().min(1),
        context: z.array(ContextMessage).optional(),
      }),
    ),
    count: z.int(),
    provider: z.enum(aiProviders),
    isSemanticSearch: z
      .boolean()
      .meta({ description: 'False when only words were compared, because nothing could be embedded' }),
    searched: z.strictObject({
      messages: z.int(),
      semantically: z.int().meta({
        description: 'Messages whose meaning was compared; the others were compared by their words',
      }),
    }),
  })
  .meta({ id: 'FoundMessages' });
export type FoundMessages = z.output<typeof FoundMessages>;

const limitSentence = documented('Limit must be between 1 and 50');

export const SuggestSearches = z.strictObject({
  q: z.string().trim().max(longest).default(''),
  limit: z.coerce
    .number({ error: limitSentence })
    .int(limitSentence)
    .min(1, limitSentence)
    .max(50, limitSentence)
    .default(10),
  userId: z.string().min(1).max(200).optional().meta({
    description:
      'Your own: only what you searched for. The history of others is not told; theirs gives that of the organisation.',
  }),
});
export type SuggestSearches = z.output<typeof SuggestSearches>;

export const SearchSuggestions = z
  .strictObject({
    success: z.literal(true),
    suggestions: z.array(
      z.strictObject({
        query: z.string(),
        count: z.int(),
        lastUsed: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'SearchSuggestions' });
