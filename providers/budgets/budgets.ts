import { jobRepository, JobPaused } from '../../jobs/index.js';
import type { DomainEvent } from '../../contracts/events.contract.js';
import { AppError } from '../../platform/errors/app-error.js';
import { newId } from '../../platform/ids.js';
import type { Logger } from '../../platform/logging/logger.js';
import { event } from '../../platform/outbox/event.js';
import type { CallContext } from '../metering/model-call.js';
import type { AiSettings } from '../settings/ai-settings.js';
import type { Reservation } from './budget.model.js';
import { budgetRepository, changeLedger, type Ledger } from './budget.repository.js';
import { createLimits, scopesOf, type PeriodLimit } from './limits.js';

/** Money that is set aside for a call. */
export interface Reserved {
  /** Puts what the call did cost in the place of what it might; nothing when that is not known. Never rejects. */
  settle(costMicros: number | null): Promise<void>;
}

export interface Budgets {
  /** Whether a call of this kind has to keep to any limit just now. */
  isLimited(context: CallContext): Promise<boolean>;
  /**
   * Sets money aside, unless nothing limits the call. @param micros at most what it may cost; null when unknown
   * @throws AppError BUDGET_EXCEEDED when it does not fit any more; JobPaused after the call's job was put to rest for that
   */
  reserve(context: CallContext, micros: number | null): Promise<Reserved | null>;
  /**
   * Sets money aside for work that a provider does for hours; a repeat with the same id sets nothing aside again.
   * @throws as `reserve`
   */
  hold(context: CallContext, held: { id: string; micros: number | null }): Promise<void>;
  /** Ends that when the cost, if there is any, is stored; a repeat changes nothing. */
  release(context: CallContext, id: string): Promise<void>;
  /** What was remembered of an organisation's limits does not hold any more. */
  forget(organizationId: string): void;
}

/** No call takes so long; afterwards its process has died. */
const reservedMs = 900_000;
/** Nor does any provider work so long for one job. */
const heldMs = 14 * 86_400_000;

export function createBudgets({
  settings,
  logger,
}: {
  settings: { current(): Pick<AiSettings, 'budgets'> };
  logger: Logger;
}): Budgets {
  const limits = createLimits(settings);
  const settle = async (organizationId: string, of: PeriodLimit[], id: string, cost: number | null) => {
    await changeLedger(organizationId, async (before) => {
      const reservation = before.reservations.find((one) => one.id === id);
      const rest = before.reservations.filter((one) => one.id !== id);
      const spent = { ...before.spent };
      for (const key of reservation?.keys ?? []) spent[key] = (spent[key] ?? 0) + (cost ?? 0);
      const after = { ...before, spent, reservations: rest, isDoubtful: before.isDoubtful || !reservation };
      return { ...withAlerts(organizationId, after, of), result: undefined };
    });
  };
  return {
    forget: limits.forget,
    isLimited: async (context) => (await limits.of(context, new Date())).length > 0,
    async hold(context, { id, micros }) {
      const now = new Date();
      const keys = scopesOf(context).map(({ scope, scopeId }) => `${scope}:${scopeId}`);
      const expiresAt = new Date(now.getTime() + heldMs);
      const reservation = { id, keys, micros: micros ?? 0, expiresAt, isHeld: true };
      await setAside(context, { of: await limits.of(context, now), now, reservation });
    },
    async release(context, id) {
      const { organizationId } = context;
      const of = await limits.of(context, new Date());
      await changeLedger(organizationId, async (before) => {
        if (!before.reservations.some((one) => one.id === id)) return { ledger: null, result: undefined };
        const reservations = before.reservations.filter((one) => one.id !== id);
        // Its cost is among the stored calls, of which some in flight may be settled yet: counted once more when none is.
        const spent = { ...before.spent };
        for (const period of of) spent[period.key] = await budgetRepository.spentOf(organizationId, period);
        const after = { ...before, spent, reservations, isDoubtful: true };
        return { ...withAlerts(organizationId, after, of), result: undefined };
      });
    },
    async reserve(context, estimate) {
      const { organizationId } = context;
      const now = new Date();
      const of = await limits.of(context, now);
      if (of.length === 0) return null;
      const id = newId();
      const keys = of.map(({ key }) => key);
      const expiresAt = new Date(now.getTime() + reservedMs);
      const reservation = { id, keys, micros: estimate ?? 0, expiresAt };
      await setAside(context, { of, now, reservation });
      return {
        settle: (cost) =>
          settle(organizationId, of, id, cost).catch((error: unknown) =>
            logger.error(
              { err: error },
              'a call was not settled with its budget; its reservation will expire',
            ),
          ),
      };
    },
  };
}

/** @throws what the caller is told when it does not fit */
async function setAside(
  context: CallContext,
  { of, now, reservation }: { of: PeriodLimit[]; now: Date; reservation: Reservation },
): Promise<void> {
  const { organizationId } = context;
  const { id, micros } = reservation;
  const full = await changeLedger<PeriodLimit | null>(organizationId, async (stored) => {
    if (stored.reservations.some((one) => one.id === id)) return { ledger: null, result: null };
    const before = await upToDate(organizationId, stored, of, now);
    const without = of.find(({ key, micros: limit }) => !fits(before, key, micros, limit));
    if (without) return { ...refusal(organizationId, before, without, micros), result: without };
    const reservations = [...before.reservations, reservation];
    return { ledger: { ...before, reservations }, result: null };
  });
  if (full) throw await refused(context, full, micros);
}

export const reservedFor = ({ reservations }: Pick<Ledger, 'reservations'>, key: string): number => {
  const names = [key, key.slice(0, key.lastIndexOf(':'))];
  return reservations.reduce(
    (sum, { keys, micros }) => (names.some((name) => keys.includes(name)) ? sum + micros : sum),
    0,
  );
};

/** A call whose price nobody knows fits as long as anything is left. */
export const fits = (ledger: Ledger, key: string, micros: number, limit: number): boolean => {
  const taken = (ledger.spent[key] ?? 0) + reservedFor(ledger, key);
  return taken + micros <= limit && taken < limit;
};

/** Without what expired and what is of earlier periods, and with what was spent before a limit was set. */
export async function upToDate(
  organizationId: string,
  before: Ledger,
  of: readonly PeriodLimit[],
  now: Date,
): Promise<Ledger> {
  const alive = before.reservations.filter(({ expiresAt }) => new Date(expiresAt) > now);
  const isDoubtful = before.isDoubtful || alive.length < before.reservations.length;
  const days = [now.toISOString().slice(0, 10), now.toISOString().slice(0, 7)];
  const isPresent = (key: string) => days.includes(key.slice(key.lastIndexOf(':') + 1));
  const ofNow = <T>(values: Record<string, T>) =>
    Object.fromEntries(Object.entries(values).filter(([key]) => isPresent(key)));
  const spent = ofNow(before.spent);
  // Nothing is in flight, so that every call is stored: what is stored is what was spent.
  const isRecounted = isDoubtful && alive.every(({ isHeld }) => isHeld);
  // A call of a job that is in flight stands among the stored ones already, and is reserved: counted anew when none is.
  const isEarly = alive.length > 0 && of.some(({ key }) => spent[key] === undefined);
  for (const period of of)
    if (isRecounted || spent[period.key] === undefined)
      spent[period.key] = await budgetRepository.spentOf(organizationId, period);
  return {
    spent: isRecounted ? Object.fromEntries(of.map(({ key }) => [key, spent[key] ?? 0])) : spent,
    reservations: alive,
    refused: ofNow(before.refused),
    told: before.told.filter((text) => isPresent(text.split(' ')[0] ?? '')),
    isDoubtful: (isDoubtful || isEarly) && !isRecounted,
  };
}

const tell = (
  type: 'budget.alert' | 'budget.capped',
  organizationId: string,
  { scope, scopeId, period, micros }: PeriodLimit,
  spent: number,
  more: object = {},
): DomainEvent =>
  event(type, {
    organizationId,
    data: { scope, scopeId, period, limit: micros / 1e6, spent: spent / 1e6, ...more },
  });

/** Each threshold that was passed is told once in its period. */
function withAlerts(organizationId: string, after: Ledger, of: readonly PeriodLimit[]) {
  const told = [...after.told];
  const events: DomainEvent[] = [];
  for (const limit of of) {
    const spent = after.spent[limit.key] ?? 0;
    for (const threshold of limit.alertThresholds) {
      const name = `${limit.key} ${threshold}`;
      if (spent * 100 < threshold * limit.micros || spent === 0 || told.includes(name)) continue;
      told.push(name);
      events.push(tell('budget.alert', organizationId, limit, spent, { threshold }));
    }
  }
  return { ledger: { ...after, told }, events };
}

function refusal(organizationId: string, before: Ledger, full: PeriodLimit, micros: number) {
  const name = `${full.key} capped`;
  const isNew = !before.told.includes(name);
  const ledger = {
    ...before,
    refused: { ...before.refused, [full.key]: micros },
    told: isNew ? [...before.told, name] : before.told,
  };
  const events = isNew ? [tell('budget.capped', organizationId, full, before.spent[full.key] ?? 0)] : [];
  return { ledger, events };
}

/** What the caller is told; a job is put to rest first. */
async function refused(context: CallContext, full: PeriodLimit, micros: number): Promise<Error> {
  const { scope, period, micros: limit, to } = full;
  const reason = `The ${period} budget of the ${scope} (${limit / 1e6} dollars) is used up`;
  if (context.jobId) {
    const held = await jobRepository.holdForBudget(context.organizationId, context.jobId, {
      ...{ reason: `${reason}; goes on when it is raised or on ${to.toISOString().slice(0, 10)}` },
      ...{ micros, chatbotId: context.chatbotId ?? null },
    });
    if (held) return new JobPaused();
  }
  return new AppError('BUDGET_EXCEEDED', `${reason}; it begins anew at ${to.toISOString()}`);
}
