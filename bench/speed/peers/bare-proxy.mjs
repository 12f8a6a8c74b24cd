// A proxy that copies a model's stream byte by byte. MODEL_URL is the base URL of a server that speaks OpenAI's protocol.
import { createServer } from 'node:http';
import { Agent, request } from 'undici';

const dispatcher = new Agent({ connections: 1_024 });
const server = createServer((incoming, response) => {
  const parts = [];
  incoming.on('data', (part) => parts.push(part));
  incoming.on('end', async () => {
    const { message } = JSON.parse(Buffer.concat(parts));
    const body = JSON.stringify({
      model: 'gpt-4o-mini',
      stream: true,
      messages: [{ role: 'user', content: message }],
    });
    const headers = { 'content-type': 'application/json', authorization: 'Bearer sk-double' };
    const answer = await request(`${process.env.MODEL_URL}/chat/completions`, {
      ...{ method: 'POST', headers, body, dispatcher },
    });
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    answer.body.pipe(response);
  });
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
