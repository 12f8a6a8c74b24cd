/** Every workflow, by the kind of its job. */
export { ingest } from './ingest.workflow.js';
