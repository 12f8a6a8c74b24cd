import { beforeAll, expect, test } from '@jest/globals';
import { Worker, type ReplayResult } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { join } from 'node:path';
import { bundleWorkflows, quietTemporal } from '../helpers/workflows.js';
import { recordedHistories } from './histories.js';

beforeAll(quietTemporal);

async function replay(workflowsPath?: string): Promise<ReplayResult[]> {
  const workflowBundle = await bundleWorkflows(workflowsPath);
  const results: ReplayResult[] = [];
  const histories = recordedHistories();
  for await (const result of Worker.runReplayHistories({ workflowBundle }, histories)) results.push(result);
  expect(results).toHaveLength(histories.length);
  return results;
}

test('workflows that began before a change go on after it: every recorded history is replayed', async () => {
  const results = await replay();
  expect(results.map(({ workflowId, error }) => [workflowId, error])).toEqual([
    ['ingest-cancelled.json', undefined],
    ['ingest-completed.json', undefined],
  ]);
});

test('a change that reorders activities is noticed', async () => {
  const results = await replay(join(import.meta.dirname, 'reordered.workflow.fixture.ts'));
  for (const { error } of results) expect(error).toBeInstanceOf(DeterminismViolationError);
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
    expect(values.length).toBeGreaterThan(10);
    const others = values.filter((value) => typeof value !== 'number' && typeof value !== 'boolean');
    const unknown = others.filter((value) => value !== 'ingest' && !/^[0-9a-f]{24}$/.test(String(value)));
    expect(unknown).toEqual([]);
    expect(text).not.toMatch(/Recorded|recorded-/);
  }
});
