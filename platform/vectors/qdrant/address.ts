export interface QdrantAddress {
  host: string;
  port: number;
  https: boolean;
  /** A path in front of the API's own, empty without. */
  prefix: string;
}

/** Qdrant's own port, where Qdrant Cloud listens too. */
const defaultPort = 6333;

/**
 * The parts of `QDRANT_URL` as the client wants them. Not left to the client: it drops the path, and with it `:443` and
 * `:80`, which `URL` does not tell from an absent port.
 */
export function qdrantAddress(url: string): QdrantAddress {
  const { hostname, pathname, protocol } = new URL(url);
  const port = /^[a-z]+:\/\/(?:[^@/]*@)?(?:\[[^\]]*\]|[^:/?#]*):(\d+)/i.exec(url)?.[1];
  return {
    host: hostname,
    port: port ? Number(port) : defaultPort,
    https: protocol === 'https:',
    prefix: pathname.replace(/\/+$/, ''),
  };
}
