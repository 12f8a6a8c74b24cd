import type { Embedder } from '../../embeddings/embedder.js';
import type { ChatChunk, ChatProvider, ChatRequest } from '../chat-provider.js';
import { selectSentences } from './select-sentences.js';

export const localChatModel = 'extractive-1';

/** Said when the documents do not support an answer; nothing is ever made up. */
export const refusal = 'I could not find an answer to that in the documents I have.';

/**
 * Answers without any key: it quotes the sentences of the evidence that fit the question best, each with its citation,
 * and says so when there is none. It writes nothing of its own.
 */
export function createLocalProvider({ embedder }: { embedder: Embedder }): ChatProvider {
  return {
    name: 'local',
    defaultModel: localChatModel,
    freeText: false,
    async *stream({ evidence, messages }: ChatRequest, { signal }): AsyncIterable<ChatChunk> {
      const question = evidence?.question ?? messages.at(-1)?.content ?? '';
      const passages = evidence?.passages ?? [];
      const chosen =
        passages.length > 0 ? await selectSentences({ question, passages, embedder, signal }) : [];
      const parts = chosen.length > 0 ? chosen.map(({ text, index }) => `${text} [${index}]`) : [refusal];
      for (const [position, part] of parts.entries()) {
        signal.throwIfAborted();
        const joint =
          position === 0 ? '' : part.includes('\n') || parts[position - 1]?.includes('\n') ? '\n\n' : ' ';
        yield { type: 'text', text: joint + part };
      }
      const [promptTokens = 0, completionTokens = 0] = embedder.countTokens([
        [question, ...passages.map(({ text }) => text)].join('\n'),
        parts.join(' '),
      ]);
      yield {
        type: 'end',
        model: localChatModel,
        finishReason: 'stop',
        usage: { promptTokens, completionTokens, estimated: false },
      };
    },
  };
}
