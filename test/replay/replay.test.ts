import { beforeAll, expect, test } from '@jest/globals';
import { Worker, type ReplayResult } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { join } from 'node:path';
import { jobKinds } from '../../contracts/jobs.contract.js';
import { bundleWorkflows, quietTemporal } from '../helpers/workflows.js';
import * as workflows from '../../workflows/index.js';
import { recordedHistories, type RecordedHistory } from './histories.js';
import * as reordered from './reordered.workflow.fixture.js';

beforeAll(quietTemporal);

/** Where the spans of a traced workflow go. */
const sinks = { exporter: { export: { fn: () => undefined } } };

async function replay(workflowsPath?: string, { isTraced = false } = {}): Promise<ReplayResult[]> {
  const workflowBundle = await bundleWorkflows(workflowsPath, { isTraced });
  const results: ReplayResult[] = [];
  const histories = recordedHistories();
  for await (const result of Worker.runReplayHistories({ workflowBundle, sinks }, histories))
    results.push(result);
  expect(results).toHaveLength(histories.length);
  return results;
}

test('workflows that began before a change go on after it: every recorded history is replayed', async () => {
  const results = await replay();
  for (const { workflowId, error } of results) expect([workflowId, error]).toEqual([workflowId, undefined]);
});

const typeOf = ({ history }: RecordedHistory): string =>
  history.events[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name ?? '';
const recordedTypes = [...new Set(recordedHistories().map(typeOf))].sort();

test('every workflow has a history', () => {
  expect(recordedTypes).toEqual(Object.keys(workflows).sort());
});

test('workflows that began without traces go on with them', async () => {
  for (const { error } of await replay(undefined, { isTraced: true })) expect(error).toBeUndefined();
});

test('a change that reorders or leaves out activities is refused, in whichever workflow', async () => {
  // Each is there: one that is missing would be refused for that alone.
  expect(Object.keys(reordered).sort()).toEqual(recordedTypes);
  const results = await replay(join(import.meta.dirname, 'reordered.workflow.fixture.ts'));
  for (const { workflowId, error } of results)
    expect([workflowId, error instanceof DeterminismViolationError]).toEqual([workflowId, true]);
});

test('a change that is marked as one is taken by what began before it', async () => {
  const results = await replay(join(import.meta.dirname, 'patched.workflow.fixture.ts'));
  for (const { workflowId, error } of results) expect([workflowId, error]).toEqual([workflowId, undefined]);
});

/** All payloads within a value, decoded. */
function* payloadsIn(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  const { data, metadata } = value as { data?: string; metadata?: unknown };
  if (typeof data === 'string' && metadata) yield JSON.parse(Buffer.from(data, 'base64').toString());
  for (const inner of Object.values(value)) yield* payloadsIn(inner);
}

const leaves = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];

test('histories carry ids and counts only, never the text of a document', () => {
  for (const { text } of recordedHistories()) {
    const values = [...payloadsIn(JSON.parse(text))].flatMap(leaves);
    expect(values.length).toBeGreaterThan(2);
    const others = values.filter((value) => typeof value !== 'number' && typeof value !== 'boolean');
    const known = [
      ...jobKinds,
      // Where a list of messages begins and ends.
      ...['', 'null'],
      // Temporal's word for one that was cancelled before a worker took it.
      'ACTIVITY_ID_NOT_STARTED',
      ...['the job is paused', 'JobPaused', 'classifier', 'fine-tuning'],
    ];
    // Ids, also derived ones and those of schedules; and when a schedule was due.
    const harmless = /^((refresh-)?[0-9a-f]{24}|(digest-schedule-)?[0-9a-f]{32}|\d{4}-\d\d-\d\dT[\d:.]+Z)$/;
    const unknown = others.filter((value) => !known.includes(String(value)) && !harmless.test(String(value)));
    expect(unknown).toEqual([]);
    expect(text).not.toMatch(/Recorded|recorded-/);
  }
});
