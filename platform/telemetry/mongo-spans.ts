import { SpanKind, trace, type Span } from '@opentelemetry/api';
import type { CommandFailedEvent, CommandStartedEvent, CommandSucceededEvent, MongoClient } from 'mongodb';
import { failSpan, tracer } from './span.js';

/** What keeps a connection alive, or belongs to a cursor whose first answer has its span. */
const unspoken = new Set(['hello', 'ping', 'isMaster', 'endSessions', 'killCursors']);
/** More commands than this are never under way; beyond it one was forgotten. */
const mostAtOnce = 10_000;

/**
 * A span for each command that a traced request or activity sends, by the events of the driver: its kind and
 * collection, never its filter or values.
 */
export function traceMongo(client: MongoClient): void {
  const spans = new Map<number, Span>();
  client.on('commandStarted', (event: CommandStartedEvent) => {
    if (!trace.getActiveSpan() || unspoken.has(event.commandName) || spans.size > mostAtOnce) return;
    const { commandName, command, databaseName, address, requestId } = event;
    const target: unknown = command[commandName];
    const collection = typeof target === 'string' ? target : undefined;
    const [host, port] = address.split(/:(?=\d+$)/);
    const attributes = {
      'db.system.name': 'mongodb',
      'db.namespace': databaseName,
      'db.collection.name': collection,
      'db.operation.name': commandName,
      'server.address': host,
      'server.port': port === undefined ? undefined : Number(port),
    };
    const name = collection ? `${commandName} ${collection}` : commandName;
    spans.set(requestId, tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }));
  });
  const end = ({ requestId }: CommandSucceededEvent | CommandFailedEvent, failure?: Error): void => {
    const span = spans.get(requestId);
    if (!span) return;
    spans.delete(requestId);
    if (failure) failSpan(span, failure);
    span.end();
  };
  client.on('commandSucceeded', (event) => end(event));
  client.on('commandFailed', (event) => end(event, event.failure));
}
