import { data } from '../../test/helpers/given.js';
import { mapSome, type Subject } from './subject.js';

export interface Labelled {
  input: string;
  /** Null: none of the bot's business. */
  intent: string | null;
}

export interface TrainedBot {
  /** The intents that its answers carry. */
  intentsOf(inputs: readonly string[]): Promise<(string | null)[]>;
}

/** A bot after a training session with these examples. */
export async function trainBot(
  { given, owner, client }: Subject,
  examples: readonly Labelled[],
): Promise<TrainedBot> {
  const bot = await given.chatbot(owner);
  const datasets = `/api/v1/chatbots/${bot.id}/training/datasets`;
  const { id: datasetId } = data(await client.post(datasets, { name: 'examples' }), 201);
  for (let from = 0; from < examples.length; from += 5_000) {
    const form = new FormData();
    const lines = examples.slice(from, from + 5_000).map((example) => JSON.stringify(example));
    form.append('file', new Blob([lines.join('\n')]), 'examples.jsonl');
    data(await client.post(`/api/v1/training/datasets/${datasetId}/examples`, form), 201);
  }
  const session = data(await client.post(`/api/v1/chatbots/${bot.id}/training/sessions`, { datasetId }), 202);
  const job = await given.finished(client, session.jobId, 1_800_000);
  if (job.status !== 'completed') throw new Error(`training has ${job.status}: ${JSON.stringify(job.error)}`);
  return {
    intentsOf: (inputs) =>
      mapSome(inputs, async (message, at) => {
        const asked = { message, userId: `user-${at}` };
        const { intent } = data(await client.post(`/api/v1/chatbots/${bot.id}/conversation`, asked));
        return (intent as { name: string | null } | null)?.name ?? null;
      }),
  };
}
