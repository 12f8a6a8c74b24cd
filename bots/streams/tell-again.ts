import { presentAnswer } from '../conversations/turn.presenter.js';
import type { TurnDocument } from '../conversations/turn.model.js';
import type { AnswerEvent } from './answer-streams.js';
import { tokensOf } from './told-tokens.js';

const unexplained = { code: 'SERVICE_UNAVAILABLE', message: 'The answer was interrupted' };

/** The events of a finished answer, as they were told when it was made. */
export function tellAgain(turn: TurnDocument): AnswerEvent[] {
  const { conversationId, _id: messageId } = turn;
  const events: AnswerEvent[] = [{ id: 1, event: 'start', data: { conversationId, messageId } }];
  let id = 1;
  const tokens = tokensOf(turn);
  const tools = [...(turn.toolEvents ?? [])];
  const tell = (event: string, data: unknown): void => void events.push({ id: ++id, event, data });
  // An answer that was not streamed does not tell when its tools were called: before it.
  for (const tool of tools.splice(
    0,
    Math.max(0, tools.length - tokens.filter((text) => text === null).length),
  ))
    tell('tool', tool);
  for (const text of tokens) {
    if (text !== null) tell('token', { text });
    else if (tools.length > 0) tell('tool', tools.shift());
    else id++;
  }
  if (turn.status === 'answered') {
    events.push({ id: ++id, event: 'citations', data: turn.citations });
    events.push({ id: ++id, event: 'done', data: presentAnswer(turn) });
  } else {
    events.push({ id: ++id, event: 'error', data: turn.failure ?? unexplained });
  }
  return events;
}

/**
 * What is left of a finished answer after an event. The last event is told whatever the caller has: someone may have
 * heard more of an answer than its maker could keep before it died.
 */
export function tellRest(turn: TurnDocument, after: number): AnswerEvent[] {
  const events = tellAgain(turn);
  const rest = events.filter(({ id }) => id > after);
  if (rest.length > 0) return rest;
  return events.slice(-1).map((last) => ({ ...last, id: after + 1 }));
}
