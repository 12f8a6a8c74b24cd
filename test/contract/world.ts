import type { TestClient } from '../helpers/client.js';
import type { WebSite } from '../doubles/web-site.js';
import { data, unique, type createGiven, type Member } from '../helpers/given.js';
import { createWebhook, settledLog } from '../helpers/webhooks.js';
import { until } from '../helpers/until.js';
import { intents } from '../fixtures/intents.js';

type Given = ReturnType<typeof createGiven>;

/** One of everything that an organisation may have, by what it is called in paths and bodies. */
export interface World {
  given: Given;
  /** Receives webhooks and has a page to fetch. */
  site: WebSite;
  owner: Member;
  client: TestClient;
  /** Another member of the organisation. */
  colleague: Member;
  userId: string;
  ids: {
    chatbot: string;
    personality: string;
    knowledgeBase: string;
    item: string;
    /** Of the job that took the item in. */
    job: string;
    conversation: string;
    message: string;
    topic: string;
    entity: string;
    webhook: string;
    delivery: string;
    plugin: string;
    dataset: string;
    example: string;
    session: string;
    evaluationSet: string;
    /** Completed. */
    evaluation: string;
    apiKey: string;
    invitation: string;
  };
  /** Makes another bot, to be changed or deleted. */
  chatbot(values?: object): Promise<string>;
  knowledgeBase(values?: object): Promise<string>;
  /** Makes a dataset that a session can learn from. */
  dataset(): Promise<string>;
  post(path: string, body?: unknown, status?: number): Promise<Created>;
}

interface Created {
  id: string;
  [field: string]: unknown;
}

/** Enough for a model of intents, and quick. */
export const examples = Object.entries(intents).flatMap(([intent, inputs]) =>
  inputs.slice(0, 4).map((input) => ({ input, intent, output: `About ${intent}.` })),
);

/** Questions that the world's bot is asked. */
export const evaluationCases = [
  {
    question: 'When do trams leave the depot?',
    expected: 'At five in the morning.',
    expectedSource: 'trams.md',
  },
  { question: 'Who was the king of Sweden in 1650?', expectsRefusal: true },
];

/** A web service with one tool and one secret. */
export const orders = (site: WebSite) => ({
  name: unique('Orders '),
  version: '1.0.0',
  type: 'http',
  manifest: {
    endpoint: site.url(),
    headers: { 'X-API-Key': '{apiKey}' },
    tools: [
      {
        name: 'get_order',
        description: 'Looks an order up by its number.',
        inputSchema: { type: 'object', properties: { number: { type: 'string' } }, required: ['number'] },
        request: { method: 'GET', path: '/orders/{number}' },
      },
    ],
  },
});

const sessionsEnded = ['completed', 'failed', 'cancelled', 'awaiting-approval'];

export async function createWorld(given: Given, site: WebSite): Promise<World> {
  const owner = await given.owner();
  const { client } = owner;
  const post: World['post'] = async (path, body, status = 201) =>
    data(await client.post(`/api/v1${path}`, body), status) as Created;
  const chatbot = async (values: object = {}) =>
    (await given.chatbot(owner, { model: { provider: 'local' }, ...values })).id as string;

  const bot = await chatbot();
  const knowledgeBase = async (values: object = {}) =>
    (await given.knowledgeBase(owner, bot, values)).id as string;
  const dataset = async () =>
    (await post(`/chatbots/${bot}/training/datasets`, { name: unique('questions'), examples })).id;

  const base = await knowledgeBase();
  const { accepted } = await given.documents(owner, base, {
    'trams.md': '# Trams\n\nTrams leave the depot at five in the morning.',
  });
  const userId = 'visitor-1';
  const answer = await post(
    `/chatbots/${bot}/conversation`,
    { message: 'When do trams leave the depot?', userId },
    200,
  );
  const memory = (kind: string, body: object) => post(`/chatbots/${bot}/${kind}/${userId}`, body);
  await memory('context', { data: { plan: 'premium' } });
  const webhook = await createWebhook(owner, site, { name: unique('hook'), events: ['training.completed'] });
  await post(`/webhooks/${webhook.id}/test`, {}, 200);
  const [delivery] = await settledLog(client, webhook.id, 1);
  const datasetId = await dataset();
  const [example] = data(await client.get(`/api/v1/training/datasets/${datasetId}/examples`));
  const questions = { name: unique('questions '), cases: evaluationCases };
  const evaluationSet = (await post(`/chatbots/${bot}/evaluations/sets`, questions)).id;
  const evaluation = await post(`/chatbots/${bot}/evaluations`, { setId: evaluationSet, minimum: 0.5 }, 202);
  const session = await post(`/chatbots/${bot}/training/sessions`, { datasetId }, 202);
  await until(
    async () =>
      sessionsEnded.includes(data(await client.get(`/api/v1/training/sessions/${session.id}`)).status),
    { timeoutMs: 60_000 },
  );

  await given.finished(client, evaluation.jobId as string);
  const plugin = (await post('/plugins', orders(site))).id;
  await post(`/chatbots/${bot}/plugins`, { pluginId: plugin, config: { apiKey: 'a secret of the shop' } });

  return {
    given,
    site,
    owner,
    client,
    colleague: await given.member(owner, 'viewer'),
    userId,
    ids: {
      chatbot: bot,
      personality: (await post(`/chatbots/${bot}/personalities`, { name: unique('Ada') })).id,
      knowledgeBase: base,
      item: accepted.items[0].id as string,
      job: accepted.jobId as string,
      conversation: answer.conversationId as string,
      message: answer.messageId as string,
      topic: (await memory('topics', { name: 'shipping' })).id,
      entity: (await memory('entities', { type: 'product', value: 'X200' })).id,
      webhook: webhook.id as string,
      delivery: delivery.id as string,
      plugin,
      dataset: datasetId,
      example: example.id as string,
      session: session.id,
      evaluationSet,
      evaluation: evaluation.id,
      apiKey: (await post('/auth/api-key', { scopes: ['read'] })).id,
      invitation: (
        await post('/organization/invitations', { email: `${unique()}@example.org`, role: 'viewer' })
      ).id,
    },
    chatbot,
    knowledgeBase,
    dataset,
    post,
  };
}
