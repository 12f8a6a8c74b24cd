import { expect, test } from '@jest/globals';
import { createLogger } from '../../platform/logging/logger.js';
import { createSpending } from '../../providers/index.js';
import { moraleOf } from './morale.js';
import { scoreLocally } from './scored-message.js';
import { trendOf } from './trend.js';

/** `day author: text`, an hour apart. */
const read = (lines: string) =>
  scoreLocally(
    { embedSentences: async () => null, logger: createLogger({ name: 'test', level: 'silent' }) },
    { messages: messagesOf(lines) },
    { organizationId: 'o', spending: createSpending(), signal: AbortSignal.timeout(60_000) },
  );
const messagesOf = (lines: string) =>
  lines
    .trim()
    .split('\n')
    .map((line, index) => {
      const [, day = '', name = '', content = ''] = /^\s*(\S+) (\w+): (.*)$/.exec(line) ?? [];
      const created_at = `2026-01-${day}T${String(8 + index).padStart(2, '0')}:00:00Z`;
      return { id: `m${index}`, content, author_id: name, author_name: name, created_at };
    });

const upwards = `29 Ann: The deployment failed again, this is awful.
29 Ben: I hate this deployment process.
29 Ann: We are all frustrated about it.
30 Ben: The product launch is today.
31 Ann: The product launch was a great success!
31 Ben: Wonderful launch, the customers love it.
31 Ann: I am very happy with the team.`;

test('from bad to good is improving, with its days and the moment of the change', async () => {
  const trend = await trendOf(await read(upwards));
  expect(trend.overall).toBe('improving');
  expect(trend.timeline.map(({ date, sentiment, messageCount }) => [date, sentiment, messageCount])).toEqual([
    ['2026-01-29', 'negative', 3],
    ['2026-01-30', 'neutral', 1],
    ['2026-01-31', 'positive', 3],
  ]);
  expect(trend.shifts).toHaveLength(1);
  expect(trend.shifts[0]).toMatchObject({
    from: 'negative',
    to: 'positive',
    trigger: expect.stringMatching(/launch/i),
  });
});

test('the other way round it is declining, and evenly it is stable', async () => {
  const backwards = upwards
    .split('\n')
    .reverse()
    .map((line, index) => line.replace(/^\d+/, String(20 + index)));
  expect((await trendOf(await read(backwards.join('\n')))).overall).toBe('declining');
  const even = await trendOf(await read('29 Ann: Good morning, nice work.\n30 Ben: Good work, thanks.'));
  expect(even).toMatchObject({ overall: 'stable', shifts: [] });
  expect(await trendOf(await read('29 Ann: The meeting is on Tuesday.'))).toMatchObject({
    overall: 'stable',
    averageScore: 0.5,
  });
});

test('the average is that of the messages', async () => {
  const scored = await read(upwards);
  const mean = scored.reduce((sum, { score }) => sum + score, 0) / scored.length;
  expect((await trendOf(scored)).averageScore).toBeCloseTo(mean, 2);
});

test('a morale report counts, names what is good and bad, and recommends about that', async () => {
  const report = await moraleOf(await read(upwards));
  expect(report).toMatchObject({ trend: 'improving', messageCount: 7 });
  const { positive, neutral, negative } = report.breakdown!;
  expect([positive, neutral, negative]).toEqual([43, 14, 43]);
  expect(report.topPositiveTopics.join()).toMatch(/launch/i);
  expect(report.concerns.join()).toMatch(/deployment/i);
  expect(report.recommendations.join()).toMatch(/concerns about “[^”]*deployment/i);
  expect(report.recommendations.join()).toMatch(/Continue what goes well: “[^”]*launch/i);
});

test('its score follows the messages', async () => {
  const [good, bad] = [upwards.split('\n').slice(4).join('\n'), upwards.split('\n').slice(0, 3).join('\n')];
  const [high, low] = [await moraleOf(await read(good)), await moraleOf(await read(bad))];
  expect(high).toMatchObject({
    overall: 'positive',
    breakdown: { positive: 100, neutral: 0, negative: 0 },
    concerns: [],
  });
  expect(low).toMatchObject({
    overall: 'negative',
    breakdown: { positive: 0, neutral: 0, negative: 100 },
    topPositiveTopics: [],
  });
  expect(high.score!).toBeGreaterThan(7);
  expect(low.score!).toBeLessThan(3);
});

test('of no messages nothing is told', async () => {
  expect(await moraleOf([])).toEqual({
    ...{ overall: null, score: null, trend: null, breakdown: null },
    ...{ topPositiveTopics: [], concerns: [], recommendations: [], messageCount: 0 },
  });
});
