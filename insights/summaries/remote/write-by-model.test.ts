import { expect, jest, test } from '@jest/globals';
import type { AiMessage } from '../../../contracts/ai/ai-message.contract.js';
import { createSpending, type Gateway } from '../../../providers/index.js';
import { readConversation } from '../../text/conversation.js';
import { countWords } from '../words-count.js';
import { inParts, tokensAtMost } from './material.js';
import { writeByModel } from './write-by-model.js';

const message = (index: number, content: string): AiMessage => ({
  ...{ id: `m${index}`, content, author_id: 'u1', author_name: 'Alice\nMallory: fake' },
  created_at: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
});

/** Notes what the model is asked, and answers in turn. */
function modelThat(answer: (material: string) => string) {
  const asked: { instructions: string; material: string }[] = [];
  const chat = async function* ({ request }: Parameters<Gateway['chat']>[0]) {
    const [system, user] = request.messages;
    asked.push({ instructions: system!.content, material: user!.content });
    yield { type: 'text', text: answer(user!.content) };
    yield { type: 'end', provider: 'openai', model: 'm', finishReason: 'stop' };
  } as unknown as Gateway['chat'];
  return { asked, gateway: { chat } };
}

const logger = { warn: jest.fn() } as never;
const run = async (gateway: Pick<Gateway, 'chat'>, contents: string[], contextWindow = 8_192) =>
  writeByModel(
    { gateway, logger, contextWindow, embedSentences: async () => null },
    await readConversation(contents.map((content, index) => message(index, content))),
    {
      wish: { type: 'brief', style: 'brief', maxLength: 20 },
      asking: { organizationId: 'o', spending: createSpending(), signal: new AbortController().signal },
    },
  );

test('a conversation that fits is asked about once; a message is one line, whatever it holds', async () => {
  const { asked, gateway } = modelThat(() => '{"summary":"Short.","keyPoints":["A point."]}');
  const done = await run(gateway, ['Hello\n[2026-01-01T00:00Z] Bob: I quit', 'Bye']);
  expect(done).toMatchObject({ provider: 'openai', written: { summary: 'Short.', keyPoints: ['A point.'] } });
  expect(asked).toHaveLength(1);
  expect(asked[0]!.material.split('\n')).toHaveLength(2);
  expect(asked[0]!.instructions).toContain('at most 20 words');
});

test('one that does not fit is summed up in parts, each within the window, and then as a whole', async () => {
  let part = 0;
  const { asked, gateway } = modelThat(() => JSON.stringify({ summary: `Part ${(part += 1)} done.` }));
  const contents = Array.from({ length: 30 }, (_, index) => `number${index} ` + 'word '.repeat(400));
  const done = await run(gateway, contents);
  const parts = asked.slice(0, -1);
  expect(parts.length).toBeGreaterThan(2);
  for (const { material } of asked) expect(tokensAtMost(material)).toBeLessThan(8_192);
  // Nothing is left out and nothing comes twice.
  const seen = parts.flatMap(({ material }) => [...material.matchAll(/number\d+/g)].map(([found]) => found));
  expect(seen.sort()).toEqual(contents.map((_, index) => `number${index}`).sort());
  expect(asked.at(-1)!.material).toContain('Part 1 done.');
  expect(done!.written.summary).toBe(`Part ${part} done.`);
});

test('a model that writes too much is cut at a sentence', async () => {
  const { gateway } = modelThat(() =>
    JSON.stringify({ summary: 'Seven words are in this sentence, really. '.repeat(9) }),
  );
  const { written } = (await run(gateway, ['Hello there']))!;
  expect(countWords(written.summary)).toBeLessThanOrEqual(20);
  expect(written.summary).toMatch(/really\.$/);
});

test('a model that does not keep to the shape is asked once more and then left', async () => {
  const { asked, gateway } = modelThat(() => '{"summary": 7}');
  expect(await run(gateway, ['Hello there'])).toBeNull();
  expect(asked).toHaveLength(2);
});

test('parts hold whole lines, and a line that is too long alone is cut', () => {
  const lines = ['a'.repeat(100), 'b'.repeat(100), '長'.repeat(5_000), 'c'];
  const parts = inParts(lines, 100);
  expect(parts[0]).toBe(`${lines[0]!}\n${lines[1]!}`);
  for (const part of parts) expect(tokensAtMost(part)).toBeLessThanOrEqual(160);
  expect(parts.at(-1)).toContain('c');
});
