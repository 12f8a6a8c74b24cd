/** A message to one person. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Hands messages on. @throws MailRefused when it will never be accepted, another error when it may be later */
export interface Mailer {
  /** Where the messages go, for people; without credentials. */
  readonly destination: string;
  /** `id` is the same for every attempt at the same message. */
  deliver(id: string, mail: Mail): Promise<void>;
  close(): void;
}

/** The server says for good that it does not take the message. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

/**
 * Makes the message when it is about to be sent, or `null` when there is nothing to send. Secrets that it needs are made
 * here, so that they are nowhere else; an attempt that is repeated makes new ones.
 */
export type MailComposer = (data: Record<string, string>) => Promise<Mail | null>;
