import { errorMessage } from '../../../platform/errors/app-error.js';
import { loadE5Engine } from './e5-engine.js';
import { findE5Files } from './e5-files.js';
import type { E5Text, FromE5Process } from './e5-messages.js';

/**
 * A process of its own for the engine: native code that reads texts of strangers must not be able to end a process that
 * does anything else. It embeds one text after the other.
 */
const send = (message: FromE5Process): void => void process.send?.(message);

try {
  const engine = loadE5Engine(await findE5Files(process.argv[2] ?? ''));
  // An engine that was built for another processor dies here, not over the first text of a document.
  engine.embed('ready', 'query');
  process.on('message', ({ text, purpose }: E5Text) => {
    try {
      send(engine.embed(text, purpose));
    } catch (error) {
      send({ error: errorMessage(error) });
    }
  });
  send('ready');
} catch (error) {
  send({ error: errorMessage(error) });
  process.disconnect();
}
// It ends with its parent, which lets it finish; Ctrl-C in a terminal reaches it too.
process.on('disconnect', () => process.exit(0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
