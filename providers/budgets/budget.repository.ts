import { setTimeout as sleep } from 'node:timers/promises';
import type { BudgetScope } from '../../contracts/budgets.contract.js';
import type { DomainEvent } from '../../contracts/events.contract.js';
import { AppError } from '../../platform/errors/app-error.js';
import { derivedId } from '../../platform/ids.js';
import { isDuplicateKey, upserting } from '../../platform/mongo/duplicate-key.js';
import { ModelCallModel } from '../metering/model-call.model.js';
import {
  BudgetLedgerModel,
  BudgetModel,
  type BudgetDocument,
  type BudgetLedgerDocument,
} from './budget.model.js';
import type { ScopePeriod } from './scope-periods.js';

type Limits = Partial<Pick<BudgetDocument, 'dailyMicros' | 'monthlyMicros' | 'alertThresholds'>>;
export type Ledger = Omit<BudgetLedgerDocument, '_id' | 'organizationId' | 'revision' | 'events'>;

export const budgetRepository = {
  list: (organizationId: string): Promise<BudgetDocument[]> =>
    BudgetModel.find({ organizationId }).lean().exec(),
  put: async (
    organizationId: string,
    { scope, scopeId }: { scope: BudgetScope; scopeId: string },
    limits: Limits,
  ): Promise<void> => {
    await upserting(() =>
      BudgetModel.updateOne(
        { _id: derivedId(organizationId, scope, scopeId), organizationId },
        { $set: limits, $setOnInsert: { scope, scopeId } },
        { upsert: true },
      ),
    );
  },
  /** Micro-dollars that the calls of a scope have cost in a period: the truth. */
  spentOf: async (organizationId: string, { scope, scopeId, from, to }: ScopePeriod): Promise<number> => {
    const whose = scope === 'organization' ? {} : { [`${scope}Id`]: scopeId };
    const [sum] = await ModelCallModel.aggregate<{ micros: number }>([
      { $match: { organizationId, ...whose, createdAt: { $gte: from, $lt: to } } },
      { $group: { _id: null, micros: { $sum: '$costMicros' } } },
    ]);
    return sum?.micros ?? 0;
  },
  ledger: (organizationId: string): Promise<BudgetLedgerDocument | null> =>
    BudgetLedgerModel.findOne({ _id: organizationId, organizationId }).lean().exec(),
};

const attempts = 200;
const longestPauseMs = 20;

/**
 * Changes the account of an organisation: `change` gets it as it is, and is asked again when somebody else was faster.
 * Events are stored in the same write. `null` leaves it as it is.
 */
export async function changeLedger<T>(
  organizationId: string,
  change: (ledger: Ledger) => Promise<{ ledger: Ledger | null; events?: DomainEvent[]; result: T }>,
): Promise<T> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stored = await budgetRepository.ledger(organizationId);
    const { spent, reservations, refused, told, isDoubtful } = stored ?? {
      ...{ spent: {}, reservations: [], refused: {}, told: [], isDoubtful: false },
    };
    const outcome = await change({ spent, reservations, refused, told, isDoubtful });
    if (!outcome.ledger) return outcome.result;
    const revision = stored?.revision ?? 0;
    const isWritten = await write(organizationId, revision, outcome.ledger, outcome.events ?? []);
    if (isWritten) return outcome.result;
    await sleep(Math.random() * longestPauseMs);
  }
  throw new AppError('SERVICE_UNAVAILABLE', 'Too many calls at once; try again', { retryAfter: 1 });
}

async function write(
  organizationId: string,
  revision: number,
  ledger: Ledger,
  events: DomainEvent[],
): Promise<boolean> {
  try {
    const written = await BudgetLedgerModel.updateOne(
      { _id: organizationId, organizationId, revision },
      {
        $set: { ...ledger, revision: revision + 1 },
        ...(events.length > 0 ? { $push: { events: { $each: events } } } : {}),
      },
      { upsert: revision === 0 },
    );
    return written.matchedCount + written.upsertedCount === 1;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
