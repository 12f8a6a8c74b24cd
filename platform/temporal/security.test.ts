import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { NativeConnection } from '@temporalio/worker';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { freePort } from '../../test/helpers/platform.js';
import { resolveService, startTemporal } from '../services/index.js';
import { createTemporalClient, pingTemporal } from './client.js';
import { temporalSecurity } from './security.js';

const file = (name: string): string => resolve('test/fixtures/tls', name);

let dataDir: string;
let temporal: Awaited<ReturnType<typeof startTemporal>>;
let gate: Server;
let address: string;

/** A gate before Temporal that lets only clients in whose certificate the authority signed. */
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'temporal-tls-'));
  const { path } = await resolveService('temporal', {
    environment: process.env,
    cacheDir: resolve('.cache'),
  });
  const port = await freePort();
  temporal = await startTemporal({
    binary: path,
    dataDir,
    port,
    uiPort: await freePort(),
    namespace: 'default',
    environment: process.env,
  });
  gate = createServer(
    {
      cert: readFileSync(file('server.pem')),
      key: readFileSync(file('server.key.pem')),
      ca: readFileSync(file('ca.pem')),
      requestCert: true,
      rejectUnauthorized: true,
      ALPNProtocols: ['h2'],
    },
    (socket) => {
      const inner = connect(port, '127.0.0.1');
      for (const end of [socket, inner]) end.on('error', () => (socket.destroy(), inner.destroy()));
      socket.pipe(inner).pipe(socket);
    },
  );
  gate.on('tlsClientError', () => undefined);
  await new Promise<void>((listening) => gate.listen(0, '127.0.0.1', listening));
  address = `127.0.0.1:${(gate.address() as AddressInfo).port}`;
}, 120_000);
afterAll(async () => {
  gate.close();
  await temporal.process.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const complete = {
  TEMPORAL_TLS: false,
  TEMPORAL_TLS_CA_FILE: file('ca.pem'),
  TEMPORAL_TLS_CERT_FILE: file('client.pem'),
  TEMPORAL_TLS_KEY_FILE: file('client.key.pem'),
};
const ask = async (settings: Parameters<typeof temporalSecurity>[0]): Promise<void> => {
  const client = createTemporalClient({ ...settings, TEMPORAL_NAMESPACE: 'default', address });
  await pingTemporal(client).finally(() => client.connection.close());
};

test('clients and workers reach a Temporal that demands certificates', async () => {
  await ask(complete);
  await ask({ ...complete, TEMPORAL_TLS_SERVER_NAME: 'server.test' });
  const connection = await NativeConnection.connect({ address, ...temporalSecurity(complete) });
  await connection.workflowService.getSystemInfo({});
  await connection.close();
});

test.each([
  ['without a certificate', { ...complete, TEMPORAL_TLS_CERT_FILE: undefined }],
  ['without knowing the authority', { ...complete, TEMPORAL_TLS_CA_FILE: undefined }],
  ['for another name', { ...complete, TEMPORAL_TLS_SERVER_NAME: 'someone-else.test' }],
  ['in the clear', { TEMPORAL_TLS: false }],
])('%s there is no connection', async (_, settings) => {
  await expect(ask(settings)).rejects.toThrow();
});
