import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundle } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { bundleWorkflows, quietTemporal, startTimeSkippingServer } from './workflows.js';

export interface TimeSkippingServer {
  readonly environment: TestWorkflowEnvironment;
  readonly workflowBundle: WorkflowBundle;
  /** What the activities of the test that runs were asked, in order; see `noted`. */
  readonly calls: string[];
  times(name: string): number;
}

/** A server in which hours of waiting pass at once, with the platform's workflows, for the tests of one file. */
export function timeSkippingServer(): TimeSkippingServer {
  let environment: TestWorkflowEnvironment;
  let workflowBundle: WorkflowBundle;
  const calls: string[] = [];
  beforeAll(async () => {
    quietTemporal();
    [environment, workflowBundle] = await Promise.all([startTimeSkippingServer(), bundleWorkflows()]);
  }, 120_000);
  afterAll(() => environment.teardown());
  beforeEach(() => void calls.splice(0));
  return {
    get environment() {
      return environment;
    },
    get workflowBundle() {
      return workflowBundle;
    },
    calls,
    times: (name) => calls.filter((call) => call === name).length,
  };
}

/** Runs the workflow of a job with these activities while `use` looks at it. */
export async function runWorkflow<T>(
  { environment, workflowBundle }: Pick<TimeSkippingServer, 'environment' | 'workflowBundle'>,
  { name, activities }: { name: string; activities: object },
  use: (handle: WorkflowHandle) => Promise<T>,
): Promise<T> {
  const { client, nativeConnection, namespace } = environment;
  const taskQueue = `${name}-${randomUUID()}`;
  const worker = await Worker.create({
    connection: nativeConnection,
    namespace,
    taskQueue,
    workflowBundle,
    activities,
    // The fakes answer a cancellation as soon as the heartbeat brings it.
    maxHeartbeatThrottleInterval: '100 ms',
  });
  return worker.runUntil(async () => {
    const workflowId = `${name}-${randomUUID()}`;
    return use(await client.workflow.start(name, { args: [{ jobId: 'j' }], taskQueue, workflowId }));
  });
}

/** The same activities; each call is noted by its name. */
export const noted = <T extends object>(activities: T, calls: string[]): T =>
  Object.fromEntries(
    Object.entries(activities).map(([name, work]: [string, (input: never) => unknown]) => [
      name,
      (input: never) => {
        calls.push(name);
        return work(input);
      },
    ]),
  ) as T;

export const statusOf = async (handle: WorkflowHandle): Promise<string> =>
  (await handle.describe()).status.name;

export const failureOf = async (handle: WorkflowHandle): Promise<WorkflowFailedError> => {
  const error: unknown = await handle.result().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(WorkflowFailedError);
  return error as WorkflowFailedError;
};
