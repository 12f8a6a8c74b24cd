/** Why a request to another host did not give an answer that can be used. */
export type OutboundReason =
  /** Our own rules forbid the address; nothing was sent to it. */
  | 'refused'
  /** No such name, no connection, or one that broke off. */
  | 'unreachable'
  | 'timeout'
  /** More bytes than allowed, as sent or unpacked. */
  | 'too-large'
  /** A content type that was not asked for. */
  | 'content-type'
  /** Redirects without end, broken compression and the like. */
  | 'protocol';

/** The message is for whoever named the address, and tells nothing of the network that this process stands in. */
export class OutboundError extends Error {
  constructor(
    readonly reason: OutboundReason,
    message: string,
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
    this.name = 'OutboundError';
  }
}
