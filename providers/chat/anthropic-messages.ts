import type { ChatMessage, ToolSpec } from './chat-provider.js';

/**
 * Messages as Anthropic takes them: all that the system says at the top, no empty ones, a user's first, and never
 * two texts of the same role in a row.
 */
export function forAnthropic(messages: ChatMessage[]): ChatMessage[] {
  const system = messages.filter(({ role, content }) => role === 'system' && content.trim() !== '');
  const spoken: ChatMessage[] = [];
  for (const message of messages) {
    const isEmpty = message.content.trim() === '' && message.role !== 'tool' && !message.toolCalls?.length;
    if (message.role === 'system' || isEmpty) continue;
    const last = spoken.at(-1);
    if (last && last.role === message.role && isText(last) && isText(message))
      spoken[spoken.length - 1] = { ...last, content: `${last.content}\n\n${message.content}` };
    else spoken.push(message);
  }
  if (spoken[0]?.role !== 'user') spoken.unshift({ role: 'user', content: '(The assistant speaks first.)' });
  if (system.length === 0) return spoken;
  return [{ role: 'system', content: system.map(({ content }) => content).join('\n\n') }, ...spoken];
}

const isText = ({ role, toolCalls }: ChatMessage): boolean => role !== 'tool' && !toolCalls?.length;

/** Our tools in the shape of Anthropic's Messages API. */
export const toAnthropicTools = (tools: ToolSpec[]) =>
  tools.map(({ name, description, inputSchema }) => ({
    name,
    description,
    input_schema: { ...inputSchema, type: 'object' as const },
  }));
