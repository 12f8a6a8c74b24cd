import type { McpConnection } from './mcp-connection.js';

interface Entry {
  key: string;
  connection: Promise<McpConnection>;
  /** Once it is there. */
  opened: McpConnection | null;
  users: number;
  idle: NodeJS.Timeout | undefined;
}

export interface McpPoolOptions {
  /** A connection that nobody used for so long is closed. */
  idleMs?: number;
  /** Open at the same time; more are opened for one use each. */
  most?: number;
}

/**
 * Connections that turns share, by installation and settings: a session with a server takes two round trips to open.
 * They are closed when they are idle, and all of them when the process ends.
 */
export class McpPool {
  private readonly entries = new Map<string, Entry>();
  private readonly idleMs: number;
  private readonly most: number;
  private isClosed = false;

  constructor({ idleMs = 120_000, most = 64 }: McpPoolOptions = {}) {
    this.idleMs = idleMs;
    this.most = most;
  }

  get size(): number {
    return this.entries.size;
  }

  /** The connection that is open, if there is one: nobody is asked. */
  peek(key: string): McpConnection | null {
    const opened = this.entries.get(key)?.opened ?? null;
    return opened?.isClosed ? null : opened;
  }

  /** Uses the connection of a key, which is opened when there is none. @param key null: it is for this use only */
  async use<T>(
    key: string | null,
    open: () => Promise<McpConnection>,
    action: (connection: McpConnection) => Promise<T>,
  ): Promise<T> {
    const entry = key === null || this.isClosed ? null : this.entryOf(key, open);
    if (!entry) return once(open, action);
    entry.users++;
    clearTimeout(entry.idle);
    try {
      return await action(await entry.connection);
    } finally {
      entry.users--;
      if (entry.opened?.isClosed) this.forget(entry);
      else if (entry.users === 0 && this.entries.get(entry.key) === entry) this.rest(entry);
    }
  }

  /** Forgets a connection that is good for nothing any more; those who use it keep it. */
  drop(key: string, connection: McpConnection): void {
    const entry = this.entries.get(key);
    if (entry?.opened !== connection) return;
    this.forget(entry);
    void connection.close();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const entries = [...this.entries.values()];
    for (const entry of entries) this.forget(entry);
    // One that is being opened is closed as soon as it is; nobody waits for that.
    for (const { opened, connection } of entries)
      if (!opened) connection.then((late) => late.close()).catch(() => undefined);
    await Promise.all(entries.map(async ({ opened }) => opened?.close()));
  }

  private entryOf(key: string, open: () => Promise<McpConnection>): Entry | null {
    const known = this.entries.get(key);
    if (known && !known.opened?.isClosed) return known;
    if (known) this.forget(known);
    if (this.entries.size >= this.most && !this.evict()) return null;
    const entry: Entry = { key, connection: open(), opened: null, users: 0, idle: undefined };
    this.entries.set(key, entry);
    entry.connection.then(
      (connection) => (entry.opened = connection),
      () => this.forget(entry),
    );
    return entry;
  }

  private rest(entry: Entry): void {
    // Moved to the end: the first one is the longest unused.
    this.entries.delete(entry.key);
    this.entries.set(entry.key, entry);
    entry.idle = setTimeout(() => this.end(entry), this.idleMs).unref();
  }

  private evict(): boolean {
    const idle = [...this.entries.values()].find(({ users }) => users === 0);
    if (idle) this.end(idle);
    return idle !== undefined;
  }

  private end(entry: Entry): void {
    this.forget(entry);
    void entry.opened?.close();
  }

  private forget(entry: Entry): void {
    clearTimeout(entry.idle);
    if (this.entries.get(entry.key) === entry) this.entries.delete(entry.key);
  }
}

async function once<T>(
  open: () => Promise<McpConnection>,
  action: (connection: McpConnection) => Promise<T>,
): Promise<T> {
  const connection = await open();
  try {
    return await action(connection);
  } finally {
    await connection.close();
  }
}
