import type { Logger } from '../../platform/logging/logger.js';
import { publicError } from '../../platform/errors/app-error.js';
import type { AnswerEvent, AnswerStreams } from '../streams/answer-streams.js';
import { createToldTokens } from '../streams/told-tokens.js';
import type { AnswerListener, BegunTurn } from './generate-answer.js';
import { answerTurn, type AnswerTurnOptions } from './send-message.js';

export interface StreamAnswerOptions extends Pick<AnswerTurnOptions, 'signal' | 'gateway'> {
  streams: AnswerStreams;
  /** Tells the client, at once; it may have gone. */
  send: (event: AnswerEvent) => void;
  logger: Logger;
}

/** A finished answer is told from the database; its log only serves those who are following it just now. */
const keepFinishedMs = 60_000;
const keepBrokenMs = 3_600_000;

/**
 * Makes an answer and tells it: to its client at once, to the log beside it, so that any process can go on telling it.
 * A failure is told as the last event.
 */
export async function streamAnswer(
  begun: BegunTurn,
  { streams, send, logger, ...options }: StreamAnswerOptions,
): Promise<void> {
  const log = streams.open(begun.turn._id);
  const tokens = createToldTokens();
  let id = 0;
  const tell = (event: string, data: unknown): void => {
    const numbered = { id: ++id, event, data };
    send(numbered);
    tokens.note(numbered);
    log.write(numbered);
  };
  const listener: AnswerListener = {
    maker: streams.maker,
    start: (ids) => tell('start', ids),
    token: (text) => tell('token', { text }),
    tool: (event) => tell('tool', event),
    citations: (citations) => tell('citations', citations),
    told: tokens.lengths,
  };
  let keepMs = keepBrokenMs;
  try {
    tell('done', await answerTurn(begun, { ...options, listener }));
    keepMs = keepFinishedMs;
  } catch (error) {
    const told = publicError(error);
    if (told.code === 'SERVER_ERROR') logger.error({ err: error }, 'an answer failed');
    tell('error', told);
  } finally {
    // Not awaited: the client need not wait for a log that its answer no longer needs.
    void log.end({ keepMs });
  }
}
