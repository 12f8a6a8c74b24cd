import { Counter, Gauge, Histogram } from 'prom-client';

export const requestSeconds = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time from the first byte of a request to the end of its answer',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
});

export const requestsInFlight = new Gauge({
  name: 'http_requests_in_flight',
  help: 'Requests being answered, streams included',
});

export const requestsShed = new Counter({
  name: 'http_requests_shed_total',
  help: 'Requests refused because the process had too much to do',
});
