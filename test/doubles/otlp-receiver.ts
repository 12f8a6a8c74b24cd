import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

interface AnyValue {
  stringValue?: string;
  intValue?: number | { toNumber(): number };
  doubleValue?: number;
  boolValue?: boolean;
  arrayValue?: { values: AnyValue[] };
}
interface KeyValue {
  key: string;
  value: AnyValue;
}
interface RawSpan {
  traceId: Uint8Array;
  spanId: Uint8Array;
  parentSpanId?: Uint8Array;
  name: string;
  kind: number;
  attributes?: KeyValue[];
  events?: { name: string; attributes?: KeyValue[] }[];
  status?: { code?: number; message?: string };
}
interface TraceRequest {
  resourceSpans?: { resource?: { attributes?: KeyValue[] }; scopeSpans?: { spans?: RawSpan[] }[] }[];
}

/** The exporter's own definitions of the protocol; they read what it writes as any receiver would. */
const { opentelemetry } = createRequire(import.meta.url)(
  '@opentelemetry/otlp-transformer/build/src/generated/root.js',
) as {
  opentelemetry: {
    proto: {
      collector: {
        trace: { v1: { ExportTraceServiceRequest: { decode(bytes: Uint8Array): TraceRequest } } };
      };
    };
  };
};
const { ExportTraceServiceRequest } = opentelemetry.proto.collector.trace.v1;

export type Attributes = Record<string, unknown>;

export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  /** Empty for a root. */
  parentId: string;
  name: string;
  /** 1 internal, 2 server, 3 client. */
  kind: number;
  attributes: Attributes;
  events: { name: string; attributes: Attributes }[];
  /** 0 unset, 1 ok, 2 error. */
  status: number;
  statusMessage: string;
  service: string;
  resource: Attributes;
}

/** A receiver of traces by OTLP over HTTP in protobuf. */
export class OtlpReceiver {
  readonly spans: ReceivedSpan[] = [];
  readonly headers: Record<string, unknown>[] = [];
  /** Takes requests and never answers. */
  hangs = false;
  private readonly server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      this.headers.push({ ...request.headers, path: request.url });
      if (this.hangs) return;
      this.spans.push(...spansOf(ExportTraceServiceRequest.decode(Buffer.concat(parts))));
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
  });

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The spans of a trace once all of these names are among them. */
  async trace(traceId: string, names: (string | RegExp)[], timeoutMs = 30_000): Promise<ReceivedSpan[]> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const found = this.spans.filter((span) => span.traceId === traceId);
      const missing = names.filter((name) => !found.some((span) => matches(span, name)));
      if (missing.length === 0) return found;
      if (Date.now() > deadline)
        throw new Error(`no span ${missing.join(', ')} among ${found.map(({ name }) => name).join(', ')}`);
      await sleep(100);
    }
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }
}

export const matches = ({ name }: ReceivedSpan, wanted: string | RegExp): boolean =>
  typeof wanted === 'string' ? name === wanted : wanted.test(name);

const hex = (bytes?: Uint8Array): string => Buffer.from(bytes ?? []).toString('hex');

function* spansOf({ resourceSpans = [] }: TraceRequest): Generator<ReceivedSpan> {
  for (const { resource, scopeSpans = [] } of resourceSpans) {
    const about = attributesOf(resource?.attributes);
    for (const span of scopeSpans.flatMap(({ spans = [] }) => spans)) {
      yield {
        traceId: hex(span.traceId),
        spanId: hex(span.spanId),
        parentId: hex(span.parentSpanId),
        name: span.name,
        kind: span.kind,
        attributes: attributesOf(span.attributes),
        events: (span.events ?? []).map(({ name, attributes }) => ({
          name,
          attributes: attributesOf(attributes),
        })),
        status: span.status?.code ?? 0,
        statusMessage: span.status?.message ?? '',
        service: String(about['service.name']),
        resource: about,
      };
    }
  }
}

const attributesOf = (pairs: KeyValue[] = []): Attributes =>
  Object.fromEntries(pairs.map(({ key, value }) => [key, plain(value)]));

/** The generated classes have every field; only the one that is set is their own. */
function plain(value: AnyValue): unknown {
  const own = Object.fromEntries(Object.entries(value)) as AnyValue;
  if (own.arrayValue) return own.arrayValue.values.map(plain);
  const { intValue } = own;
  if (intValue !== undefined && intValue !== null)
    return typeof intValue === 'number' ? intValue : intValue.toNumber();
  return own.stringValue ?? own.doubleValue ?? own.boolValue;
}
