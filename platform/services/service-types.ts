/** Environment variables as handed in by the composition root; nothing here reads the process's own. */
export type Environment = Record<string, string | undefined>;

/** Embedding models that run locally: the English default, and the one for all other languages. */
export type LocalModelName = 'minilm' | 'e5';

/** What can be resolved: programs, two of them for tests only, and the local embedding models. */
export type ServiceName =
  'mongod' | 'valkey' | 'temporal' | 'temporal-test-server' | 'rclone' | LocalModelName;

/** Where a service came from: configured by URL, found on PATH, kept in CACHE_DIR, or fetched just now. */
export type ServiceSource = 'url' | 'path' | 'cache' | 'wheel' | 'download';

export interface ServiceEvent {
  service: ServiceName;
  stage: 'fetching' | 'unpacking' | 'starting' | 'ready' | 'restarting' | 'stopped';
  detail?: string;
}

export type OnProgress = (event: ServiceEvent) => void;

/** The part of `fetch` that downloads need, so that a test can answer in a vendor's place. */
export type Fetch = (url: string) => Promise<Response>;

export interface System {
  platform: NodeJS.Platform;
  arch: string;
  /** Most prebuilt Linux programs are linked against glibc and do not run on musl. */
  glibc: boolean;
}
