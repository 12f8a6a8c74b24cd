/**
 * The double as a process of its own, for tests that kill the processes around it: it prints its port as the
 * first line, tells `GET /__ledger` and takes scripts by `POST /__script`. Arguments: port and key, both optional.
 */
import { OpenAiDouble } from './openai-double.js';

const [port = '0', apiKey] = process.argv.slice(2);
const double = await new OpenAiDouble(apiKey).start(Number(port));
process.stdout.write(`${double.port}\n`);
process.once('SIGTERM', () => void double.close());
