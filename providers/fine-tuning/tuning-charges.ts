import { derivedId } from '../../platform/ids.js';
import type { Budgets } from '../budgets/budgets.js';
import { countCall } from '../metering/metrics.js';
import type { CallContext, ModelCall } from '../metering/model-call.js';
import { modelCallRepository } from '../metering/model-call.repository.js';
import { pricesAt, tuningCostMicros } from '../metering/prices.js';
import type { TuningJob } from './openai-fine-tuning.js';

/** What training is paid for: one thing at a time under a name. */
export interface TuningAccount {
  name: string;
  context: CallContext;
  /** The model that training begins with, which the price is of. */
  base: string;
}

type ChargedJob = Pick<TuningJob, 'id' | 'base' | 'trainedTokens' | 'durationMs'>;

/** The money of training at a provider, which takes hours and tells its cost at the end. */
export interface TuningCharges {
  /** Sets aside what so many tokens cost, once. @throws AppError BUDGET_EXCEEDED, JobStopped */
  setAside(account: TuningAccount, tokens: number): Promise<void>;
  /** Stores what a provider's job did cost among the calls, once, however often it is told. */
  charge(account: TuningAccount, job: ChargedJob): Promise<void>;
  /** Nothing more is to be paid: what was set aside is free. */
  end(account: Pick<TuningAccount, 'name' | 'context'>): Promise<void>;
}

const provider = 'openai';

export const createTuningCharges = ({
  budgets,
}: {
  budgets: Pick<Budgets, 'hold' | 'release'>;
}): TuningCharges => ({
  async setAside({ name, context, base }, tokens) {
    await budgets.hold(context, { id: holdOf(name), micros: tuningCostMicros(base, tokens) });
  },
  async charge({ name, context, base }, { id, trainedTokens, durationMs, ...job }) {
    // Of what ended before it learnt anything nobody says that it costs.
    if (trainedTokens === null) return;
    const model = job.base ?? base;
    const call: ModelCall = {
      ...{ ...context, kind: 'fine-tuning', provider, model, promptTokens: trainedTokens },
      ...{ completionTokens: 0, estimated: false, costMicros: tuningCostMicros(model, trainedTokens) },
      ...{ priceVersion: pricesAt(new Date()).id, outcome: 'ok' },
      ...(durationMs === null ? {} : { latencyMs: durationMs }),
    };
    const record = { ...call, _id: derivedId('fine-tuning', name, id), createdAt: new Date() };
    if (await modelCallRepository.insertOnce(context.organizationId, record)) countCall(call);
  },
  end: ({ name, context }) => budgets.release(context, holdOf(name)),
});

const holdOf = (name: string): string => derivedId('fine-tuning', name);
