import type { CallContext, ModelCallRecord } from '../metering/model-call.js';
import {
  PaidAnswerModel,
  type AskedRequest,
  type PaidAnswerDocument,
  type WrittenAnswer,
} from './paid-answer.model.js';
import { upserting } from '../../platform/mongo/duplicate-key.js';

/** A question of a job. */
export interface Question {
  id: string;
  context: CallContext & { jobId: string };
}

const ofQuestion = ({ id, context: { organizationId } }: Question) => ({ _id: id, organizationId });
const withoutRequest = (id: string) => ({ $pull: { asked: { id } } });

export const paidAnswerRepository = {
  find: ({ id, context: { organizationId } }: Question): Promise<PaidAnswerDocument | null> =>
    PaidAnswerModel.findOne({ _id: id, organizationId }).lean().exec(),
  /** Call it before the request leaves. */
  ask: async (question: Question, request: AskedRequest): Promise<void> => {
    const { jobId } = question.context;
    await upserting(() =>
      PaidAnswerModel.updateOne(
        ofQuestion(question),
        {
          $push: { asked: request },
          $setOnInsert: { jobId, context: question.context, createdAt: new Date() },
        },
        { upsert: true },
      ),
    );
  },
  drop: async (question: Question, requestId: string): Promise<void> => {
    await PaidAnswerModel.updateOne(ofQuestion(question), withoutRequest(requestId));
  },
  /** A request has ended: what it cost, and the answer if it was one, in one write. */
  settle: async (question: Question, call: ModelCallRecord, answer?: WrittenAnswer): Promise<void> => {
    await PaidAnswerModel.updateOne(
      { ...ofQuestion(question), 'spent._id': { $ne: call._id } },
      {
        ...withoutRequest(call._id),
        $push: { spent: call },
        ...(answer ? { $set: { answer } } : {}),
      },
    );
  },
  /** Call it when the job ends. What is still on its way stays until it has been counted. */
  forgetJob: async (organizationId: string, jobId: string): Promise<void> => {
    await PaidAnswerModel.deleteMany({ organizationId, jobId, asked: { $size: 0 } });
  },
  /** Every job that answers are kept for. */
  systemJobs: (): Promise<string[]> => PaidAnswerModel.distinct('jobId'),
  /** Requests of these jobs that were asked before this time, and that nobody has told the end of. */
  systemUnsettled: (jobIds: string[], before: Date): Promise<PaidAnswerDocument[]> =>
    PaidAnswerModel.find({ jobId: { $in: jobIds }, asked: { $elemMatch: { at: { $lt: before } } } })
      .limit(500)
      .lean()
      .exec(),
  systemForgetJobs: async (jobIds: string[]): Promise<void> => {
    if (jobIds.length > 0) await PaidAnswerModel.deleteMany({ jobId: { $in: jobIds }, asked: { $size: 0 } });
  },
};
