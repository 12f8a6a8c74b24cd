import type { CallTable } from '../operation-calls.js';

export const healthCalls: CallTable = {
  'GET /health': { call: () => ({}) },
  'GET /api/v1/health': { call: () => ({}) },
  'GET /api/v1/health/status': { call: () => ({}) },
  'GET /api/v1/metrics': { call: () => ({}) },
};
