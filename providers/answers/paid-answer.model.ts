import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.js';
import type { ToolCall } from '../chat/chat-provider.js';
import type { GatewayEnd } from '../gateway/gateway.types.js';
import type { CallContext, ModelCallRecord } from '../metering/model-call.js';

/** A request on its way to a provider; whoever finds it after its process died knows what was asked. */
export interface AskedRequest {
  /** The id that its call has in the ledger, whoever writes it there. */
  id: string;
  provider: string;
  model: string;
  /** Characters of the prompt. */
  length: number;
  at: Date;
}

export interface WrittenAnswer {
  text: string;
  calls: ToolCall[];
  end: GatewayEnd;
}

/** What a job has asked a model, kept until the job ends: who does a step again finds what was answered and paid. */
export interface PaidAnswerDocument {
  /** Derived from job and question; the question itself is not kept. */
  _id: string;
  organizationId: string;
  jobId: string;
  context: CallContext;
  /** Requests of which nobody has told the end. */
  asked: AskedRequest[];
  /** The calls of this question that have ended, as the ledger has them. */
  spent: ModelCallRecord[];
  answer: WrittenAnswer | null;
  createdAt: Date;
}

/** Whatever becomes of its job: longer than any job waits. */
const keptSeconds = 90 * 86_400;

const schema = new Schema<PaidAnswerDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    jobId: { type: String, required: true },
    context: { type: Schema.Types.Mixed, required: true },
    asked: { type: Schema.Types.Mixed, default: () => [] },
    spent: { type: Schema.Types.Mixed, default: () => [] },
    answer: { type: Schema.Types.Mixed, default: null },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
);
schema.index({ jobId: 1 });
schema.index({ organizationId: 1 });
schema.index({ createdAt: 1 }, { expireAfterSeconds: keptSeconds });

export const PaidAnswerModel = defineModel<PaidAnswerDocument>('PaidAnswer', schema, 'paidAnswers');
