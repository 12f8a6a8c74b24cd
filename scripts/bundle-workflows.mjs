import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Bundles compiled workflows, so that a worker starts without a compiler. */
export async function bundleWorkflows(folder) {
  const { bundleWorkflowCode } = await import('@temporalio/worker');
  const quiet = { trace() {}, debug() {}, info() {}, log() {}, warn: console.warn, error: console.error };
  const workflowsPath = resolve(folder, 'workflows', 'index.js');
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: quiet });
  writeFileSync(join(folder, 'workflow-bundle.js'), code);
}
