import { z } from 'zod';

/** `name=value` pairs separated by commas, the values percent-encoded, as OpenTelemetry's variables have them. */
const pairs = z
  .string()
  .refine(
    (text) => text.split(',').every((pair) => !pair.trim() || /^[^=]+=/.test(pair.trim())),
    'expected name=value pairs separated by commas',
  )
  .transform((text) =>
    Object.fromEntries(
      text
        .split(',')
        .filter((pair) => pair.trim())
        .map((pair): [string, string] => {
          const [name = '', ...value] = pair.split('=');
          return [name.trim(), decoded(value.join('=').trim())];
        }),
    ),
  );

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** OpenTelemetry's own variables; without an endpoint nothing of it is loaded. */
export const telemetrySettings = {
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .refine(
      (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
      'expected an URL starting with http:// or https://',
    )
    .optional(),
  OTEL_EXPORTER_OTLP_HEADERS: pairs.optional(),
  OTEL_RESOURCE_ATTRIBUTES: pairs.optional(),
  /** What the names of the processes begin with: `chatbots-platform-api`. */
  OTEL_SERVICE_NAME: z.string().trim().min(1).default('chatbots-platform'),
  /** The share of traces that are kept, unless the caller decided already. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  /** Puts prompts and answers into the spans of models. */
  OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: z
    .enum(['0', '1', 'true', 'false'])
    .transform((value) => value === '1' || value === 'true')
    .default(false),
};
