import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { Environment, variableNames } from '../../platform/config/environment.js';
import {
  defaultRateLimits,
  rateLimitCategories,
  type RateLimit,
} from '../../platform/config/rate-limit.config.js';

const page = readFileSync('docs/configuration.md', 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const namesIn = (text: string): string[] =>
  [...text.matchAll(/`([A-Z][A-Z0-9_]*)`/g)].map(([, name]) => name!);
const categories: string[] = rateLimitCategories.map((category) => category.toUpperCase());
const listed = rows.flatMap(([names]) => namesIn(names ?? '')).filter((name) => !categories.includes(name));

test('every variable is explained once, and no other', () => {
  expect([...listed].sort()).toEqual([...variableNames].sort());
});

test('the defaults are those of the code', () => {
  const defaults = Environment.parse({});
  for (const [names = '', values = ''] of rows) {
    const variables = namesIn(names).filter((name) => variableNames.includes(name));
    const told = [...values.matchAll(/`([^`]*)`/g)].map(([, value]) => value);
    for (const [place, name] of variables.entries()) {
      const value = defaults[name as keyof typeof defaults];
      if (typeof value === 'boolean') expect([name, told[place]]).toEqual([name, value ? '1' : '0']);
      else if (typeof value === 'string' || typeof value === 'number')
        expect([name, told[place]]).toEqual([name, String(value)]);
    }
  }
});

test('the limits are those of the code', () => {
  const spelled = (limit: RateLimit | null): string =>
    limit ? `${limit.points}/${limit.seconds === 3_600 ? '1h' : '1m'}` : '–';
  for (const category of rateLimitCategories) {
    const { caller, organization } = defaultRateLimits[category];
    const row = rows.find(([names]) => names === `\`${category.toUpperCase()}\``);
    expect(row?.slice(0, 3)).toEqual([
      `\`${category.toUpperCase()}\``,
      spelled(caller),
      spelled(organization),
    ]);
  }
});

test('what the other pages name is explained there', () => {
  for (const file of ['README.md', 'docs/operations.md', 'docs/decisions.md', 'docs/streams.md']) {
    const names = namesIn(readFileSync(file, 'utf8')).filter((name) =>
      /_(URL|DIR|KEY|PORT|HOST|ALLOW)$/.test(name),
    );
    expect({ file, unknown: names.filter((name) => !variableNames.includes(name)) }).toEqual({
      file,
      unknown: [],
    });
  }
});
