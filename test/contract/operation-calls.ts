import type { Answer, TestClient } from '../helpers/client.js';
import type { World } from './world.js';

/** One request of an operation; what is absent is not needed. */
export interface Call {
  /** Of the path. */
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** JSON, or a form. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Whether it is to be made again, as another test does the same and only one can at a time. */
  isBusy?(answer: Answer): boolean;
  /** Who calls; the owner of the world, unless the operation is an administrator's. */
  as?: TestClient;
}

type MakeCall = (world: World) => Call | Promise<Call>;

/** How an operation is called so that it succeeds, and so that it answers the errors that are its own. */
export interface OperationCalls {
  call: MakeCall;
  /** What it needs is soon over: it is made right before the call. */
  isBrief?: boolean;
  /** Of the success; the first documented one when absent. */
  status?: number;
  /** By status: what only this operation can be refused for. */
  errors?: Record<number, MakeCall>;
}

/** By method and path as in the OpenAPI document. */
export type CallTable = Record<string, OperationCalls>;
