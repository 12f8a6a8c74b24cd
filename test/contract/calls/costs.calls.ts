import type { CallTable } from '../operation-calls.js';

export const costCalls: CallTable = {
  'GET /api/admin/ai/config': { call: () => ({}) },
  'GET /api/admin/ai/usage': { call: () => ({ query: { period: 'monthly' } }) },
  'GET /api/admin/ai/costs': {
    call: () => ({ query: { startDate: '2026-01-01', endDate: '2026-01-31' } }),
  },
  'GET /api/v1/usage': { call: () => ({ query: { groupBy: 'feature' } }) },
  'GET /api/v1/budgets': { call: () => ({}) },
  'PUT /api/v1/budgets': {
    call: () => ({ body: { monthly: 1_000 } }),
    errors: { 404: () => ({ body: { scope: 'chatbot', scopeId: 'none', daily: 1 } }) },
  },
  // A value that it has already, as the configuration is everybody's.
  'POST /api/admin/ai/config': { call: () => ({ body: { cache: { chatTtl: null } } }) },
};
