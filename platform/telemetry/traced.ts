import { SpanKind, type Attributes } from '@opentelemetry/api';
import { inSpan } from './span.js';

type Method = (...args: unknown[]) => unknown;

/**
 * The same object, with a span around each of these asynchronous methods.
 * @param describe attributes of a call by its first argument; never texts or values.
 */
export function traced<T extends object>(
  target: T,
  {
    prefix,
    methods,
    describe,
  }: { prefix: string; methods: (keyof T & string)[]; describe: (first: unknown) => Attributes },
): T {
  const spanned = new Set<string | symbol>(methods);
  return new Proxy(target, {
    get(object, name) {
      const value: unknown = Reflect.get(object, name, object);
      if (typeof value !== 'function') return value;
      const call = (value as Method).bind(object);
      if (!spanned.has(name)) return call;
      return (...args: unknown[]) =>
        inSpan(
          `${prefix} ${String(name)}`,
          { kind: SpanKind.CLIENT, attributes: { ...describe(args[0]), 'db.operation.name': String(name) } },
          async () => call(...args),
        );
    },
  });
}
