import { Client, Connection, type WorkflowClientInterceptor } from '@temporalio/client';
import type { Config } from '../config/config.js';
import { temporalSecurity, type TemporalSecuritySettings } from './security.js';

export type TemporalSettings = Pick<Config, 'TEMPORAL_NAMESPACE'> &
  TemporalSecuritySettings & { address: string; interceptors?: WorkflowClientInterceptor[] };

/** Search attributes that every job's workflow carries, by name and type. */
export const searchAttributes = { OrganizationId: 'Keyword', JobKind: 'Keyword', JobId: 'Keyword' } as const;

/** A client that connects at its first call, so that the API can start while Temporal is away. */
export function createTemporalClient({
  address,
  TEMPORAL_NAMESPACE,
  interceptors = [],
  ...security
}: TemporalSettings): Client {
  const connection = Connection.lazy({
    address,
    connectTimeout: '5 seconds',
    // After a long outage gRPC would otherwise wait up to two minutes before it looks again.
    channelArgs: { 'grpc.max_reconnect_backoff_ms': 5_000 },
    ...temporalSecurity(security),
  });
  return new Client({ connection, namespace: TEMPORAL_NAMESPACE, interceptors: { workflow: interceptors } });
}

/** Rejects when the server does not answer within two seconds. */
export async function pingTemporal(client: Client): Promise<void> {
  await client.withDeadline(Date.now() + 2_000, () => client.workflowService.getSystemInfo({}));
}
