import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  Runtime,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { searchAttributes } from '../../platform/temporal/client.js';
import { resolveService } from '../../platform/services/index.js';

const logger = new DefaultLogger('ERROR');

/** Temporal's tools note every step on standard output; call it before the first of them is used. */
export const quietTemporal = (): void =>
  void Runtime.install({
    logger,
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
  });

/** The workflows of a module, ready for a worker; by default those of the platform. */
export const bundleWorkflows = (
  workflowsPath = resolve('workflows/index.ts'),
  { isTraced = false } = {},
): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({ workflowsPath, logger, workflowInterceptorModules: isTraced ? [tracing] : [] });

const tracing = createRequire(import.meta.url).resolve(
  '@temporalio/interceptors-opentelemetry/lib/workflow-interceptors',
);

const executable = async (name: 'temporal' | 'temporal-test-server') => {
  const { path } = await resolveService(name, { environment: process.env, cacheDir: resolve('.cache') });
  return { type: 'existing-path', path } as const;
};

/** A server in which hours of waiting pass at once; it has no visibility and no schedules. */
export const startTimeSkippingServer = async (): Promise<TestWorkflowEnvironment> =>
  TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: await executable('temporal-test-server') },
  });

/** The real server with the platform's search attributes, and with settings as `name=value`. */
export const startLocalServer = async (settings: string[] = []): Promise<TestWorkflowEnvironment> =>
  TestWorkflowEnvironment.createLocal({
    server: {
      executable: await executable('temporal'),
      extraArgs: settings.flatMap((setting) => ['--dynamic-config-value', setting]),
      log: { format: 'pretty', level: 'error' },
      searchAttributes: Object.keys(searchAttributes).map((name) =>
        defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
      ),
    },
  });
