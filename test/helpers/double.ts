import type { LedgerEntry, Script } from '../doubles/openai-double.js';

const address = (path: string): string => {
  const url = process.env.TEST_DOUBLE_URL;
  if (!url) throw new Error('end-to-end tests are run with `npm test`, which starts the model double');
  return new URL(path, url).href;
};

/**
 * Tells the shared double how to answer the next requests whose body contains `marker`, one script each. Tests that
 * run side by side choose different markers, such as a unique word in the question.
 */
export async function script(marker: string, ...scripts: Script[]): Promise<void> {
  const body = JSON.stringify(scripts.map((one) => ({ for: 'chat', when: marker, ...one })));
  const response = await fetch(address('/__script'), { method: 'POST', body });
  if (!response.ok) throw new Error(`the double refused the script: ${await response.text()}`);
}

/** The requests that the double has seen whose body contains `marker`, in the order of arrival. */
export async function asked(marker: string): Promise<LedgerEntry[]> {
  const ledger = (await (await fetch(address('/__ledger'))).json()) as LedgerEntry[];
  return ledger.filter(({ body }) => JSON.stringify(body).includes(marker));
}
