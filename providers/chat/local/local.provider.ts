import { AppError } from '../../../platform/errors/app-error.js';
import type { Embeddings } from '../../embeddings/embedder.js';
import type { Embedders, EmbeddingModel } from '../../embeddings/embedders.js';
import type { CallContext } from '../../metering/model-call.js';
import { primaryLanguage } from '../../../platform/text/language.js';
import type { ChatChunk, ChatProvider, ChatRequest, AnswerEvidence, Passage } from '../chat-provider.js';
import { confidenceOf } from './confidence-of.js';
import { refusalIn } from './refusals.js';
import { selectSentences } from './select-sentences.js';

export const localChatModel = 'extractive-1';

export interface LocalProviderOptions {
  embedders: Pick<Embedders, 'get' | 'modelFor' | 'isRemote'>;
  /** Vectors by a server, which somebody is charged for. */
  embedFor?: (
    texts: string[],
    of: { model: EmbeddingModel; context: CallContext; signal: AbortSignal },
  ) => Promise<Embeddings>;
}

/**
 * Answers without any key: it says what tools returned that were called for it, or what is remembered where that is what was asked for, or quotes the sentences of the
 * evidence that fit the question best, each with its citation, and says so when there is none; how many it quotes follows
 * from the style's verbosity. It writes nothing of its own but that, so a quotation is in its document's language.
 */
export function createLocalProvider({ embedders, embedFor }: LocalProviderOptions): ChatProvider {
  return {
    name: 'local',
    defaultModel: localChatModel,
    freeText: false,
    async *stream(
      { evidence, messages, language = 'en', style, planned = [], tools = [] }: ChatRequest,
      { signal, context },
    ): AsyncIterable<ChatChunk> {
      if (tools.length > 0 && planned.length > 0) {
        yield {
          type: 'tool-calls',
          calls: planned.map(({ id, name, arguments: given }) => ({ id, name, arguments: given })),
        };
        const usage = { promptTokens: 0, completionTokens: 0, estimated: false };
        yield { type: 'end', model: localChatModel, finishReason: 'tool-calls', usage };
        return;
      }
      const question = evidence?.question ?? messages.at(-1)?.content ?? '';
      const passages = evidence?.passages ?? [];
      const model = embedders.modelFor(languageOf(passages));
      const embedder = await embedders.get(model);
      const embed = async (texts: string[]): Promise<Float32Array[] | null> => {
        try {
          const made =
            embedFor && context && embedders.isRemote(model)
              ? await embedFor(texts, { model, context, signal })
              : await embedder.embed(texts, { purpose: 'query', signal });
          return made.vectors;
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof AppError)) throw error;
          // A server that is away, or whose budget is used up, keeps nobody from an answer.
          return null;
        }
      };
      const remembered = evidence?.toolAnswer ?? evidence?.remembered;
      const learnt = learntAnswer(evidence);
      const chosen =
        remembered === undefined && learnt === undefined && passages.length > 0
          ? await selectSentences({
              question,
              context: evidence?.context,
              passages,
              verbosity: style?.verbosity,
              model: model.model,
              embed,
            })
          : [];
      const parts =
        remembered !== undefined
          ? [remembered]
          : learnt !== undefined
            ? [learnt]
            : chosen.length > 0
              ? chosen.map(({ text, index }) => `${text} [${index}]`)
              : [refusalIn(language)];
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
        ...confidenceOf(chosen, { evidence, language, model: model.model }),
        usage: { promptTokens, completionTokens, estimated: false },
      };
    },
  };
}

/** Surer than not, and surer than the best passage. */
const leastLearnt = 0.5;

/** The answer that the builder taught, when nothing in the documents fits the question better. */
export function learntAnswer({ learnt, passages = [] }: Partial<AnswerEvidence> = {}): string | undefined {
  const best = passages.reduce((most, { score }) => Math.max(most, score), leastLearnt);
  return learnt && learnt.score >= best ? learnt.answer : undefined;
}

/** The language whose model reads all passages: that of any other language reads English too. */
const languageOf = (passages: Passage[]): string =>
  passages.find(({ language = 'en' }) => primaryLanguage(language) !== 'en')?.language ?? 'en';
