import { Client, Connection } from '@temporalio/client';
import type { Config } from '../config/config.js';

export type TemporalSettings = Pick<
  Config,
  'TEMPORAL_NAMESPACE' | 'TEMPORAL_API_KEY' | 'TEMPORAL_TASK_QUEUE'
> & {
  address: string;
};

/** Search attributes that every job's workflow carries, by name and type. */
export const searchAttributes = { OrganizationId: 'Keyword', JobKind: 'Keyword', JobId: 'Keyword' } as const;

/** A client that connects at its first call, so that the API can start while Temporal is away. */
export function createTemporalClient({
  address,
  TEMPORAL_NAMESPACE,
  TEMPORAL_API_KEY,
}: TemporalSettings): Client {
  const connection = Connection.lazy({
    address,
    connectTimeout: '5 seconds',
    // After a long outage gRPC would otherwise wait up to two minutes before it looks again.
    channelArgs: { 'grpc.max_reconnect_backoff_ms': 5_000 },
    ...(TEMPORAL_API_KEY ? { apiKey: TEMPORAL_API_KEY, tls: true } : {}),
  });
  return new Client({ connection, namespace: TEMPORAL_NAMESPACE });
}

/** Rejects when the server does not answer within two seconds. */
export async function pingTemporal(client: Client): Promise<void> {
  await client.withDeadline(Date.now() + 2_000, () => client.workflowService.getSystemInfo({}));
}
