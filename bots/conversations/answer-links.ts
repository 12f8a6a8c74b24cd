import type { LinkSettings } from '../../contracts/chatbots.contract.js';
import { hostsNamedIn, type ChatMessage, type GivenText, type LinkRules } from '../../providers/index.js';
import type { SourcedPassage } from './citations.js';
import { textOf } from './tools/tool-messages.js';
import type { TurnToolCall } from './turn.model.js';

/** What the addresses in an answer are judged by. */
export interface AnswerGrounds {
  links: LinkSettings | undefined;
  /** As the model is asked: the builder's words in the system prompt, all others' in the rest. */
  prompt: readonly ChatMessage[];
  /** More words of the builder. */
  builderTexts?: readonly (string | null | undefined)[];
  /** Those of the turn, with what is found while it is answered. */
  passages: readonly { text: string; source?: string }[];
  /** Calls of tools so far. */
  calls: () => readonly TurnToolCall[];
}

/**
 * The hosts that a builder listed, wrote into the bot's instructions or took pages from, and every address that stands as it is in a
 * document, a message or a result of the conversation. `null` when the bot may link to anything.
 */
export function answerLinks({
  links = {},
  prompt,
  builderTexts = [],
  passages,
  calls,
}: AnswerGrounds): LinkRules | null {
  if (links.allow === 'any') return null;
  let named: string[] | undefined;
  const byBuilder = (): string[] => {
    const system = prompt.filter(({ role }) => role === 'system').map(({ content }) => content);
    const texts = [...system, ...builderTexts.filter((text) => typeof text === 'string')];
    return [...(links.hosts ?? []), ...hostsNamedIn(texts.join('\n'))];
  };
  return {
    hosts: () => [...(named ??= byBuilder()), ...passages.flatMap(hostOfSource)],
    texts: () => [
      ...prompt.filter(({ role }) => role !== 'system').map(({ content }) => ({ text: content })),
      ...passages.flatMap(({ text, source = '' }) => [{ text }, { text: source }]),
      ...calls().flatMap(textsOfCall),
    ],
  };
}

const hostOfSource = ({ source }: Partial<SourcedPassage>): string[] =>
  source && /^https?:\/\//i.test(source) && URL.canParse(source) ? [new URL(source).host] : [];

function textsOfCall({ result, arguments: askedFor }: TurnToolCall): GivenText[] {
  return result === null ? [] : [{ text: textOf(result), askedFor }];
}
