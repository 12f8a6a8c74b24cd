import type { Client } from '@temporalio/client';
import type { OpenAiDouble } from '../../doubles/openai-double.js';
import type { WebSite } from '../../doubles/web-site.js';
import type { createGiven } from '../../helpers/given.js';
import type { Stores } from '../stores.js';
import type { Subject } from './watch.js';

/** Where work is done: a running installation, seen from outside and from behind. */
export interface Workplace {
  given: ReturnType<typeof createGiven>;
  stores: Stores;
  double: OpenAiDouble;
  /** Pages to take in, and receivers of webhooks. */
  site: WebSite;
  temporal: Client;
  /** Of the installation. */
  dataDir: string;
}

/** A small piece of work, ready to begin. */
export interface Work {
  organizationId: string;
  /** What the texts of this work have, and no others. */
  marker: string;
  /** Begins it, and tells the subject the ids that it is known by. */
  start(subject: Subject): Promise<void>;
  /** Waits, through every outage, until it has ended. */
  finish(): Promise<void>;
  /** What somebody else has heard a second time, beside calls of models. */
  heardAgain?(): number;
  /** @throws when something was lost, done twice or left behind */
  check(): Promise<void>;
}

export interface Kind {
  name: string;
  /** Its texts are cut, or drawn, by what the marker makes of them: they cannot be compared with those of another work. */
  textsDiffer?: boolean;
  /** How many calls it makes at the same time; 1. */
  sideBySide?: number;
  /** There can be one at a time. */
  isAlone?: boolean;
  /** Of what its organisation paid for nothing is left. */
  forgetsCalls?: boolean;
  prepare(place: Workplace): Promise<Work>;
}
