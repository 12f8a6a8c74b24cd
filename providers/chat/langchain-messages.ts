import {
  AIMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
  type BaseMessage,
} from '@langchain/core/messages';
import type { ChatMessage } from './chat-provider.js';

/** Our messages as LangChain's. */
export const toLangChainMessages = (messages: ChatMessage[]): BaseMessage[] => messages.map(toLangChain);

function toLangChain({ role, content, toolCalls, toolCallId }: ChatMessage): BaseMessage {
  switch (role) {
    case 'system':
      return new SystemMessage(content);
    case 'user':
      return new HumanMessage(content);
    case 'tool':
      return new ToolMessage({ content, tool_call_id: toolCallId ?? '' });
    case 'assistant':
      return new AIMessage({
        content,
        tool_calls: toolCalls?.map((call) => ({
          type: 'tool_call' as const,
          id: call.id,
          name: call.name,
          args: (call.arguments ?? {}) as Record<string, unknown>,
        })),
      });
  }
}
