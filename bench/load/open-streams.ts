import { setTimeout as sleep } from 'node:timers/promises';
import { createGiven, data } from '../../test/helpers/given.js';
import { until } from '../../test/helpers/until.js';
import type { LoadedPlatform } from './loaded-platform.js';
import type { Row } from './report.js';
import { send } from './requests.js';

const streams = 1_000;

/** A thousand followers of one job at rest: what they cost, and whether each is told its end. */
export async function measureOpenStreams(loaded: LoadedPlatform): Promise<Row[]> {
  const { owner, knowledgeBaseId } = loaded;
  const { client } = owner;
  const form = new FormData();
  for (let n = 0; n < 200; n++) form.append('file', new Blob([`Note ${n} about tea.`]), `note-${n}.md`);
  const { jobId } = data(await client.post(`/api/v1/knowledge-bases/${knowledgeBaseId}/items`, form), 202);
  data(await client.post(`/api/v1/jobs/${jobId}/pause`), 202);
  await until(async () => data(await client.get(`/api/v1/jobs/${jobId}`)).status === 'paused');

  await send(loaded, { kind: 'chat', connections: 8, seconds: 5 });
  const alone = await send(loaded, { kind: 'chat', connections: 4, seconds: 5 });
  const { api: before = 0 } = await loaded.memory();
  let opened = 0;
  const follow = async (): Promise<string | undefined> => {
    const { events } = await client.events('GET', `/api/v1/jobs/${jobId}/events`, {
      until: ({ event }) => {
        if (event !== 'end') opened += 1;
        return event === 'end';
      },
    });
    return events.at(-1)?.event;
  };
  const followers: Promise<string | undefined>[] = [];
  for (let n = 0; n < streams; n += 50) {
    followers.push(...Array.from({ length: 50 }, () => follow().catch((error: unknown) => String(error))));
    await until(() => opened >= Math.min(n + 50, streams));
  }
  const { api: during = 0 } = await loaded.memory();
  const beside = await send(loaded, { kind: 'chat', connections: 4, seconds: 5 });
  // Longer than any proxy or client waits for the next comment.
  await sleep(20_000);
  data(await client.post(`/api/v1/jobs/${jobId}/resume`), 202);
  const ends = await Promise.all(followers);
  await createGiven(loaded.platform.url).finished(client, jobId);
  const told = ends.filter((event) => event === 'end').length;
  return [
    {
      measure: `${streams} open streams`,
      figure:
        `${told} told the end; ${(((during - before) * 1024) / streams).toFixed(0)} KB each in the API; ` +
        `a chat beside them ×${(beside.median / alone.median).toFixed(2)} of without`,
      held: told === streams && beside.failed === 0,
    },
  ];
}
