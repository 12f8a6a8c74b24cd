import type { TLSConfig } from '@temporalio/client';
import { readFileSync } from 'node:fs';
import type { Config } from '../config/config.js';
import { usesTemporalTls } from '../config/store-urls.js';

export type TemporalSecuritySettings = Pick<
  Config,
  | 'TEMPORAL_API_KEY'
  | 'TEMPORAL_TLS'
  | 'TEMPORAL_TLS_CA_FILE'
  | 'TEMPORAL_TLS_CERT_FILE'
  | 'TEMPORAL_TLS_KEY_FILE'
  | 'TEMPORAL_TLS_SERVER_NAME'
>;

/** How clients and workers connect: in the clear, through TLS, with a certificate of their own or an API key. */
export function temporalSecurity(settings: TemporalSecuritySettings): { apiKey?: string; tls?: TLSConfig } {
  if (!usesTemporalTls(settings)) return {};
  const {
    TEMPORAL_API_KEY: apiKey,
    TEMPORAL_TLS_CA_FILE: ca,
    TEMPORAL_TLS_CERT_FILE: certificate,
    TEMPORAL_TLS_KEY_FILE: key,
    TEMPORAL_TLS_SERVER_NAME: serverNameOverride,
  } = settings;
  return {
    ...(apiKey ? { apiKey } : {}),
    tls: {
      ...(serverNameOverride ? { serverNameOverride } : {}),
      ...(ca ? { serverRootCACertificate: readFileSync(ca) } : {}),
      ...(certificate && key
        ? { clientCertPair: { crt: readFileSync(certificate), key: readFileSync(key) } }
        : {}),
    },
  };
}
