import { data } from '../../../test/helpers/given.js';
import { callFor } from '../kit/http.js';
import { startPeer } from '../kit/peer.js';
import { compare, ratioOf, type Contestant } from '../kit/rounds.js';
import { disturbance, ms, perSecond, share, type Row } from '../kit/row.js';
import { startSubject } from '../kit/subject.js';

const leastShare = 0.7;
const size = 20;

/** Lists as dashboards ask for them, by 50 connections, beside Express with the same one query. */
export async function measureReads(): Promise<Row[]> {
  const subject = await startSubject();
  const { platform, given, owner, headers, pids, beside, mongoUrl } = subject;
  const { client } = owner;
  const peer = await startPeer('express-mongoose', { MONGO_URL: mongoUrl });
  try {
    const bots: { id: string }[] = [];
    for (let n = 0; n < size; n++) bots.push((await given.chatbot(owner)) as { id: string });
    const id = bots[0]?.id ?? '';
    let conversationId: string | undefined;
    for (let n = 0; n < size / 2; n++) {
      const path = `/api/v1/chatbots/${id}/conversation`;
      const said = { message: `Question ${n}`, conversationId };
      ({ conversationId } = data(await client.post(path, said)) as { conversationId: string });
    }
    const contestant = (
      name: string,
      url: string,
      pid: number,
      path: string,
      header: object,
    ): Contestant => ({
      ...{ name, pids: [pid] },
      round: () =>
        callFor({
          ...{ url, connections: 50, seconds: 4 },
          requests: [{ method: 'GET', path, headers: { ...header } }],
        }),
    });
    const history = `/api/v1/chatbots/${id}/conversation/history?conversationId=${conversationId ?? ''}`;
    const rows: Row[] = [];
    for (const { name, path, theirs } of [
      { name: `GET /chatbots, ${size} of them`, path: `/api/v1/chatbots?limit=${size}`, theirs: '/bots' },
      { name: `history, ${size} messages`, path: history, theirs: '/messages' },
    ]) {
      const compared = await compare(
        [
          contestant('ours', platform.url, pids.api, path, headers),
          contestant('express', peer.url, peer.pid, theirs, {}),
        ],
        { shared: beside },
      );
      const ratio = ratioOf(compared, 'perSecond', 'ours', 'express');
      const told = ({ perSecond: rate = NaN, cpu = NaN, besideCpu = NaN }: Record<string, number> = {}) =>
        `${perSecond(rate)}, ${ms(cpu)} of CPU each, ${ms(besideCpu)} beside it`;
      rows.push({
        ...{ row: name, beside: 'Express, the same one query' },
        ...{ ours: told(compared.medians.ours), theirs: told(compared.medians.express) },
        ...{ figure: share(ratio), goal: `≥ ${share(leastShare)}`, reached: ratio >= leastShare },
        ...disturbance(compared),
      });
    }
    return rows;
  } finally {
    await peer.stop();
    await subject.stop();
  }
}
