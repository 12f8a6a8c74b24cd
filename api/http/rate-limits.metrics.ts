import { Counter } from 'prom-client';

/** Refused requests; `scope` says whose limit it was: the caller's or the organisation's. */
export const limitedRequests = new Counter({
  name: 'rate_limited_requests_total',
  help: 'Requests refused because of a limit, by category and by whose limit it was',
  labelNames: ['category', 'scope'] as const,
});

export const countedLocally = new Counter({
  name: 'rate_limit_counted_locally_total',
  help: 'Requests that this process counted by itself because Redis did not answer',
  labelNames: ['category'] as const,
});
