import { request } from 'undici';
import { startDoubleProcess } from '../../../test/doubles/double-process.js';
import { startPeer } from '../kit/peer.js';
import { compare, type Contestant } from '../kit/rounds.js';
import { disturbance, ms, type Row } from '../kit/row.js';
import { median } from '../kit/statistics.js';
import { startSubject } from '../kit/subject.js';

const question = 'Tell me about the opening hours, the prices and the way to the museum, please.';
const turns = 40;
const mostAbove = 2;

interface Target {
  url: string;
  headers: Record<string, string>;
  /** What the first piece of an answer looks like. */
  first: RegExp;
}

/** Milliseconds to the first token of an answer and to its end. */
async function timeStream({ url, headers, first }: Target, message: string): Promise<[number, number]> {
  const start = performance.now();
  const { statusCode, body } = await request(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ message }),
  });
  let told = '';
  let firstAt = NaN;
  for await (const chunk of body) {
    told += String(chunk);
    if (Number.isNaN(firstAt) && first.test(told)) firstAt = performance.now() - start;
  }
  if (statusCode !== 200 || Number.isNaN(firstAt)) throw new Error(`${url} answered ${statusCode}: ${told}`);
  return [firstAt, performance.now() - start];
}

/**
 * What the platform adds to a model's own time: a turn with all its writes, streamed, beside a proxy that asks the same
 * model by the same driver and beside one that copies bytes.
 */
export async function measureFirstToken(): Promise<Row[]> {
  const double = await startDoubleProcess();
  const subject = await startSubject({ OPENAI_API_KEY: 'sk-double', OPENAI_BASE_URL: double.url });
  const { platform, given, owner, headers, pids, beside } = subject;
  const peers = {
    express: await startPeer('express-proxy', { MODEL_URL: double.url }),
    bare: await startPeer('bare-proxy', { MODEL_URL: double.url }),
  };
  try {
    const { id } = (await given.chatbot(owner, { model: { provider: 'openai' } })) as { id: string };
    let asked = 0;
    const contestant = (name: string, pid: number, target: Target): Contestant => ({
      ...{ name, pids: [pid] },
      async round() {
        const times: [number, number][] = [];
        // No question twice: nothing that was prepared for one of them may help another.
        for (let n = 0; n < turns; n++) times.push(await timeStream(target, `${question} ${asked++}`));
        return {
          done: turns,
          first: median(times.map(([first]) => first)),
          end: median(times.map(([, end]) => end)),
        };
      },
    });
    const chat = { headers: {}, first: /event: token/ };
    const compared = await compare(
      [
        contestant('platform', pids.api, {
          url: `${platform.url}/api/v1/chatbots/${id}/conversation`,
          ...{ headers, first: /event: token/ },
        }),
        contestant('express', peers.express.pid, { url: `${peers.express.url}/chat`, ...chat }),
        contestant('bare', peers.bare.pid, { url: peers.bare.url, headers: {}, first: /"content":"\S/ }),
      ],
      { shared: [...beside, double.pid] },
    );
    const above = (figure: 'first' | 'end', other: string): number =>
      median(
        compared.rounds.map((round) => (round.platform?.[figure] ?? NaN) - (round[other]?.[figure] ?? NaN)),
      );
    const { platform: ours = {}, express = {}, bare = {} } = compared.medians;
    const row = (figure: 'first' | 'end', name: string): Row => ({
      row: name,
      beside: 'Express by the same driver; a bare proxy',
      ours: ms(ours[figure] ?? NaN),
      theirs: `${ms(express[figure] ?? NaN)}; ${ms(bare[figure] ?? NaN)}`,
      figure: `+ ${ms(above(figure, 'express'))}; + ${ms(above(figure, 'bare'))}`,
      goal: `≤ + ${mostAbove} ms to the former`,
      reached: above(figure, 'express') <= mostAbove,
      ...disturbance(compared),
    });
    return [row('first', 'first token of a stream'), row('end', 'end of a stream, all stored')];
  } finally {
    await Promise.all([peers.express.stop(), peers.bare.stop()]);
    await subject.stop();
    await double.stop();
  }
}
