import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { telemetrySettings } from './telemetry.config.js';

const settings = (environment: Record<string, string>) => z.object(telemetrySettings).parse(environment);

test('nothing is traced unless an endpoint is set, and then everything without its words', () => {
  expect(settings({})).toEqual({
    OTEL_SERVICE_NAME: 'chatbots-platform',
    OTEL_TRACES_SAMPLER_ARG: 1,
    OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: false,
  });
});

test('headers and attributes are pairs with percent-encoded values', () => {
  expect(
    settings({
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20YWI6Yw==, x-tenant=acme,',
      OTEL_RESOURCE_ATTRIBUTES: 'team=100% ours',
    }),
  ).toMatchObject({
    OTEL_EXPORTER_OTLP_HEADERS: { authorization: 'Basic YWI6Yw==', 'x-tenant': 'acme' },
    OTEL_RESOURCE_ATTRIBUTES: { team: '100% ours' },
  });
});

test.each<Record<string, string>>([
  { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' },
  { OTEL_EXPORTER_OTLP_HEADERS: 'no pair' },
  { OTEL_TRACES_SAMPLER_ARG: '2' },
  { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'perhaps' },
])('%j is refused', (environment) => {
  expect(() => settings(environment)).toThrow();
});
