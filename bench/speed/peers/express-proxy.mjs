// An Express proxy that streams a model's answer by the platform's own driver, as server-sent events, and does nothing else.
// MODEL_URL is the base URL of a server that speaks OpenAI's protocol.
import { ChatOpenAI } from '@langchain/openai';
import express from 'express';

const model = new ChatOpenAI({
  model: 'gpt-4o-mini',
  apiKey: 'sk-double',
  streaming: true,
  streamUsage: true,
  configuration: { baseURL: process.env.MODEL_URL },
});
const app = express();
app.use(express.json());
app.post('/chat', async (request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for await (const { text } of await model.stream([['human', request.body.message]]))
    if (text) response.write(`event: token\ndata: ${JSON.stringify({ text })}\n\n`);
  response.end('event: done\ndata: {}\n\n');
});
const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
