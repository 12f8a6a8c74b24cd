import type { AnswerEvidence } from '../../providers/index.js';
import type { TurnTraceFields } from './turn.model.js';

/** What a turn's answer rests on: quotations are chosen for the question as it stands alone. */
export const evidenceOf = (
  question: string,
  {
    query,
    context,
    passages,
    remembered,
    learnt,
  }: Pick<TurnTraceFields, 'passages'> & Partial<TurnTraceFields>,
): AnswerEvidence => ({
  question: query ?? question,
  ...(context ? { context } : {}),
  passages,
  ...(remembered ? { remembered } : {}),
  ...(learnt ? { learnt: { answer: learnt.answer, score: learnt.score } } : {}),
});
