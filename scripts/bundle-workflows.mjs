import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

/** What lets a workflow take part in traces. */
const tracing = createRequire(import.meta.url).resolve(
  '@temporalio/interceptors-opentelemetry/lib/workflow-interceptors',
);

/** Bundles the workflows into `folder`, with and without traces, so that a worker starts without a compiler. */
export async function bundleWorkflows(folder) {
  const { bundleWorkflowCode } = await import('@temporalio/worker');
  const quiet = { trace() {}, debug() {}, info() {}, log() {}, warn: console.warn, error: console.error };
  const workflowsPath = resolve('workflows/index.ts');
  const bundle = async (name, workflowInterceptorModules) => {
    const { code } = await bundleWorkflowCode({ workflowsPath, workflowInterceptorModules, logger: quiet });
    writeFileSync(join(folder, name), code);
  };
  await bundle('workflow-bundle.js', []);
  await bundle('workflow-bundle.traced.js', [tracing]);
}
