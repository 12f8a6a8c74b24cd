import type { ToolSpec } from './chat-provider.js';

/** Our tools in the shape of OpenAI's chat completions. */
export const toOpenAiTools = (tools: ToolSpec[]) =>
  tools.map(({ name, description, inputSchema }) => ({
    type: 'function' as const,
    function: { name, description, parameters: inputSchema },
  }));
