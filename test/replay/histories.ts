import { temporal } from '@temporalio/proto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const { History } = temporal.api.history.v1;
const folder = import.meta.dirname;

export interface RecordedHistory {
  workflowId: string;
  /** As it was recorded by `npm run replay:record`. */
  text: string;
  history: temporal.api.history.v1.History;
}

/** Every history that was recorded. */
export const recordedHistories = (): RecordedHistory[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      return { workflowId: file, text, history: History.fromObject(JSON.parse(text) as object) };
    });
