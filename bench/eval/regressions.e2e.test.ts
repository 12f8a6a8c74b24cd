import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { platformUrl } from '../../test/helpers/given.js';
import { tableOf } from './figure.js';
import { measureFollowUps } from './parts/follow-ups.js';
import { measureReading } from './parts/reading.js';
import { measureRetrieval } from './parts/retrieval.js';
import { subjectAt, type Setting } from './subject.js';

/** Of each kind of cases, so that it does not take long. */
const most = 40;
/** What was reached with these cases, less one of them; raised by whoever raises a figure. */
const floors = JSON.parse(readFileSync(join(import.meta.dirname, 'floors.json'), 'utf8')) as Record<
  string,
  Record<string, number>
>;
const parts = { retrieval: measureRetrieval, reading: measureReading, 'follow-ups': measureFollowUps };

let setting: Setting;
beforeAll(async () => {
  setting = { subject: await subjectAt(platformUrl()), most, read: () => Promise.resolve(null) };
});

test.each(Object.entries(parts))(
  'no figure of %s falls below what was reached',
  async (name, measure) => {
    const figures = await measure(setting);
    process.stderr.write(`${tableOf(figures)}\n`);
    const reached = floors[name] ?? {};
    expect(figures.map((figure) => figure.name).sort()).toEqual(Object.keys(reached).sort());
    expect(figures.filter((figure) => figure.value < (reached[figure.name] ?? 1))).toEqual([]);
  },
  120_000,
);
