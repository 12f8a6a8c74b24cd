const loopback = ['localhost', '127.0.0.1', '[::1]', '::1'];
export const isLoopback = (host: string): boolean => loopback.includes(host);

/** Names of one label, such as those of Docker Compose, exist only inside a private network. */
export const isRemote = (host: string): boolean => !isLoopback(host) && /[.:]/.test(host);

export interface MongoUrlParts {
  isSrv: boolean;
  /** Without ports. */
  hosts: string[];
  options: URLSearchParams;
}

/** The parts of a MongoDB connection string, which may name several hosts and is then no URL; `null` when it is none. */
export function mongoUrlParts(text: string): MongoUrlParts | null {
  const match = /^mongodb(\+srv)?:\/\/(?:[^@/?]*@)?([^@/?\s]+)(?:\/[^?\s]*)?(?:\?(\S*))?$/.exec(text);
  if (!match?.[2]) return null;
  const hosts = match[2].split(',').map((host) => host.replace(/:\d+$/, ''));
  if (hosts.some((host) => host === '')) return null;
  return { isSrv: match[1] !== undefined, hosts, options: new URLSearchParams(match[3]) };
}

export interface StoreUrls {
  MONGODB_URL?: string;
  REDIS_URL?: string;
  QDRANT_URL?: string;
  S3_URL?: string;
  /** `HOST:PORT`; encrypted when `usesTemporalTls` says so. */
  TEMPORAL_ADDRESS?: string;
}

/** How the connection to Temporal may be told to be encrypted; an API key goes through TLS only. */
export interface TemporalTlsSettings {
  TEMPORAL_API_KEY?: string;
  TEMPORAL_TLS: boolean;
  TEMPORAL_TLS_CA_FILE?: string;
  TEMPORAL_TLS_CERT_FILE?: string;
}

export const usesTemporalTls = (settings: TemporalTlsSettings): boolean =>
  settings.TEMPORAL_TLS ||
  [settings.TEMPORAL_API_KEY, settings.TEMPORAL_TLS_CA_FILE, settings.TEMPORAL_TLS_CERT_FILE].some(Boolean);

/** The settings that would send data unencrypted to another machine. */
export function storesWithoutTls(settings: StoreUrls & TemporalTlsSettings): (keyof StoreUrls)[] {
  const { MONGODB_URL, REDIS_URL, QDRANT_URL, S3_URL, TEMPORAL_ADDRESS } = settings;
  const found: (keyof StoreUrls)[] = [];
  const mongo = MONGODB_URL ? mongoUrlParts(MONGODB_URL) : null;
  if (mongo) {
    const given = mongo.options.get('tls') ?? mongo.options.get('ssl');
    const usesTls = given === null ? mongo.isSrv : given === 'true';
    if (!usesTls && mongo.hosts.some(isRemote)) found.push('MONGODB_URL');
  }
  const isOpen = (url: string | undefined, protocol: string): boolean =>
    url !== undefined && new URL(url).protocol === protocol && isRemote(new URL(url).hostname);
  if (isOpen(REDIS_URL, 'redis:')) found.push('REDIS_URL');
  if (isOpen(QDRANT_URL, 'http:')) found.push('QDRANT_URL');
  if (isOpen(S3_URL, 'http:')) found.push('S3_URL');
  const temporalHost = TEMPORAL_ADDRESS?.replace(/:\d+$/, '');
  if (temporalHost && isRemote(temporalHost) && !usesTemporalTls(settings)) found.push('TEMPORAL_ADDRESS');
  return found;
}
