import { ToolError } from '../tools/tool.js';
import { defineBuiltin } from './builtin-plugin.js';

const mostPassages = 10;

export const knowledgeSearchPlugin = defineBuiltin({
  id: 'builtin-knowledge-search',
  name: 'Knowledge search',
  description:
    'Lets a model search the bot’s own knowledge bases again, with words of its choice, and cite what it finds.',
  version: '1.0.0',
  tools: {
    search_knowledge: {
      description:
        'Searches the documents of this assistant. Use it when the documents that came with the question are not enough, with other words or for another part of the question. Cite what you use as [index].',
      inputSchema: {
        type: 'object',
        properties: {
          query: { type: 'string', minLength: 1, maxLength: 1_000, description: 'What to look for' },
          limit: { type: 'integer', minimum: 1, maximum: mostPassages, default: 5 },
        },
        required: ['query'],
        additionalProperties: false,
      },
      call: async ({ query, limit = 5 }, { dependencies: { search }, context: { signal } }) => {
        if (!search) throw new ToolError('failed', 'There is no knowledge to search here');
        const passages = await search(String(query), { limit: Number(limit), signal });
        return passages.length > 0 ? { passages } : { passages, note: 'Nothing fits. Try other words.' };
      },
    },
  },
});
