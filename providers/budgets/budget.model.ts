import { Schema } from 'mongoose';
import type { BudgetScope } from '../../contracts/budgets.contract.js';
import type { DomainEvent } from '../../contracts/events.contract.js';
import { defineModel } from '../../platform/mongo/define-model.js';
import { carriesEvents } from '../../platform/outbox/event.js';

/** The limits of a scope; what is null is as the installation says. */
export interface BudgetDocument {
  _id: string;
  organizationId: string;
  scope: BudgetScope;
  scopeId: string;
  dailyMicros: number | null;
  monthlyMicros: number | null;
  alertThresholds: number[] | null;
}

const micros = { type: Number, min: 0, default: null } as const;
const schema = new Schema<BudgetDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    scope: { type: String, required: true },
    scopeId: { type: String, required: true },
    dailyMicros: micros,
    monthlyMicros: micros,
    alertThresholds: { type: [Number], default: null },
  },
  { versionKey: false },
);
schema.index({ organizationId: 1, scope: 1 });

export const BudgetModel = defineModel<BudgetDocument>('Budget', schema, 'budgets');

/** What a call may cost, until it is known what it did cost. */
export interface Reservation {
  id: string;
  /** The periods of scopes that it counts for; without its period, a scope stands for whichever is present. */
  keys: string[];
  micros: number;
  /** So that a process that died takes nothing away for long. */
  expiresAt: Date;
  /** It is for work of hours, whose cost is stored only when it has ended. */
  isHeld?: boolean;
}

/** The account of an organisation: one document, so that one write decides about all its limits. */
export interface BudgetLedgerDocument {
  _id: string;
  organizationId: string;
  /** Counts the changes: who writes has read the last one. */
  revision: number;
  /** Micro-dollars by period of a scope. */
  spent: Record<string, number>;
  reservations: Reservation[];
  /** What was refused last, by period of a scope. */
  refused: Record<string, number>;
  /** Of which thresholds it was told, as `key threshold`. */
  told: string[];
  /** Something may not be counted as it was: to be compared with the calls when none is in flight. */
  isDoubtful: boolean;
  events?: DomainEvent[];
}

const ledger = new Schema<BudgetLedgerDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    revision: { type: Number, required: true },
    spent: { type: Schema.Types.Mixed, default: {} },
    reservations: {
      type: [
        new Schema(
          { id: String, keys: [String], micros: Number, expiresAt: Date, isHeld: Boolean },
          { _id: false },
        ),
      ],
      default: [],
    },
    refused: { type: Schema.Types.Mixed, default: {} },
    told: { type: [String], default: [] },
    isDoubtful: { type: Boolean, default: false },
  },
  { versionKey: false, minimize: false },
);
carriesEvents(ledger);

export const BudgetLedgerModel = defineModel<BudgetLedgerDocument>('BudgetLedger', ledger, 'budgetLedgers');
