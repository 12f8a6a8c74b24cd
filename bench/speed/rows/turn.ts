import { request } from 'undici';
import { callAlone, callFor } from '../kit/http.js';
import { startPeer } from '../kit/peer.js';
import { compare, ratioOf, type Contestant } from '../kit/rounds.js';
import { disturbance, ms, perSecond, share, type Row } from '../kit/row.js';
import { median } from '../kit/statistics.js';
import { startSubject } from '../kit/subject.js';

/** No question comes twice in a round: nothing that was prepared for one of them may help another. */
const questions = Array.from(
  { length: 5_000 },
  (_, n) => `What is the capital of the province ${n}, please?`,
);
const leastShare = 0.65;
const mostAbove = 3;

/**
 * A turn of a conversation that goes on, whose answer is a fixed text: authentication, limits, both messages, trace,
 * events and metrics are all there. Beside it the least that a chat server can do with the same stores.
 */
export async function measureTurn(): Promise<Row[]> {
  const subject = await startSubject();
  const { platform, given, owner, headers, pids, mongoUrl } = subject;
  const peer = await startPeer('express-mongoose', { MONGO_URL: mongoUrl });
  try {
    const { id } = (await given.chatbot(owner, { model: { provider: 'local' } })) as { id: string };
    const path = `/api/v1/chatbots/${id}/conversation`;
    const contestant = (
      name: string,
      { url, pid, path: at, header }: { url: string; pid: number; path: string; header: object },
    ): Contestant => {
      const sent = { ...header, 'content-type': 'application/json' };
      let asked = 0;
      const nextBody = () => JSON.stringify({ message: questions[asked++ % questions.length] });
      return {
        name,
        pids: [pid],
        async round() {
          const alone = await callAlone(async () => {
            const call = { method: 'POST' as const, headers: sent, body: nextBody() };
            const { statusCode, body } = await request(`${url}${at}`, call);
            await body.dump();
            if (statusCode !== 200) throw new Error(`${name} answered ${statusCode}`);
          }, 100);
          const many = await callFor({
            url,
            requests: Array.from({ length: 2_000 }, () => ({
              ...{ method: 'POST' as const, path: at, headers: sent },
              body: nextBody(),
            })),
            connections: 50,
            seconds: 5,
          });
          return { ...many, done: many.done + alone.length, alone: median(alone) };
        },
      };
    };
    const compared = await compare(
      [
        contestant('turn', { url: platform.url, pid: pids.api, path, header: headers }),
        contestant('express', { url: peer.url, pid: peer.pid, path: '/chat', header: {} }),
      ],
      { shared: subject.beside },
    );
    const { turn = {}, express = {} } = compared.medians;
    const ratio = ratioOf(compared, 'perSecond', 'turn', 'express');
    const above = median(
      compared.rounds.map((round) => (round.turn?.alone ?? NaN) - (round.express?.alone ?? NaN)),
    );
    const told = (figures: Record<string, number>) =>
      `${perSecond(figures.perSecond ?? NaN)}, ${ms(figures.cpu ?? NaN)} of CPU each, ${ms(figures.besideCpu ?? NaN)} beside it`;
    const beside = 'Express, one find, one create';
    return [
      {
        ...{ row: 'conversation turn, 50 connections', beside, ours: told(turn), theirs: told(express) },
        ...{ figure: share(ratio), goal: `≥ ${share(leastShare)}`, reached: ratio >= leastShare },
        ...disturbance(compared),
      },
      {
        row: 'conversation turn, alone, median',
        beside,
        ours: ms(turn.alone ?? NaN),
        theirs: ms(express.alone ?? NaN),
        figure: `+ ${ms(above)}`,
        goal: `≤ + ${mostAbove} ms`,
        reached: above <= mostAbove,
        ...disturbance(compared),
      },
    ];
  } finally {
    await peer.stop();
    await subject.stop();
  }
}
