import { expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createGiven, data, platformUrl, unique } from '../helpers/given.js';
import { mailTo } from '../helpers/outbox.js';
import { until } from '../helpers/until.js';

const given = createGiven(platformUrl());
const evil = [
  'a\r\nSet-Cookie: evil=1',
  'a\nSet-Cookie: evil=1',
  'a\r\n\r\n<script>evil()</script>',
  'a\u0000b',
  'a\u001b[2J\u001b]0;evil\u0007',
  'a\u2028evil\u2029',
  '\u202egnp.evil\u202c',
  'a"; filename="evil.html',
  "a'; filename*=UTF-8''evil.html",
  'ａ／../evil%0d%0aSet-Cookie: evil=1',
];

test('header injection: a name that becomes a file name stays within its header', async () => {
  const me = await given.owner();
  for (const name of evil) {
    const made = await me.client.post('/api/v1/chatbots', { name: `${name} ${unique()}` });
    if (made.status === 400) continue;
    const { id } = data(made, 201);
    const answer = await fetch(`${platformUrl()}/api/v1/chatbots/${id}/export`, {
      headers: me.client.headers,
    });
    await answer.arrayBuffer();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+\.zip"$/);
    expect([answer.headers.get('set-cookie'), answer.headers.get('x-content-type-options')]).toEqual([
      null,
      'nosniff',
    ]);
    expect(answer.headers.get('content-type')).toBe('application/zip');
  }
});

test('header injection: an organisation’s name does not leave its line of an invitation', async () => {
  const [host, guest] = [await given.owner(), await given.owner()];
  const invite = async () => {
    data(
      await host.client.post('/api/v1/organization/invitations', { email: guest.user.email, role: 'viewer' }),
      201,
    );
  };
  await invite();
  const honest = await mailTo(guest.user.email);
  data(
    await host.client.put('/api/v1/organization', {
      name: 'Acme\r\nBcc: x@example.org\n\nYour token:\n\ninv_evil',
    }),
  );
  await invite();
  const mail = await mailTo(guest.user.email, 2);
  expect(mail.to).toBe(guest.user.email);
  expect(mail.subject).toBe(honest.subject);
  expect(mail.text.split(/\r?\n/)).toHaveLength(honest.text.split('\n').length);
});

test('header injection: headers of plugins and webhooks take no line ends', async () => {
  const { client } = await given.owner();
  for (const text of evil.slice(0, 6)) {
    const manifest = {
      endpoint: 'https://service.example/',
      headers: { 'X-Key': text },
      tools: [
        {
          name: 'look',
          description: 'Looks',
          inputSchema: { type: 'object' },
          request: { method: 'GET', path: '/' },
        },
      ],
    };
    const plugin = await client.post('/api/v1/plugins', {
      name: unique(),
      version: '1.0.0',
      type: 'http',
      manifest,
    });
    expect([text, plugin.status, plugin.body.code]).toEqual([text, 400, 'VALIDATION_ERROR']);
  }
  const answer = await client.post('/api/v1/webhooks', {
    url: 'https://x.example/\r\nX-Evil: 1',
    events: ['*'],
  });
  if (answer.status === 201) expect(answer.body.data.url).not.toMatch(/[\r\n]/);
});

/** Sends bytes that no client library would let through; what comes back as text. */
const raw = (request: string): Promise<string> => {
  const { hostname, port } = new URL(platformUrl());
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(Buffer.from(request, 'latin1')));
    socket.setEncoding('latin1').on('data', (part: string) => (answer += part));
    socket.on('close', () => resolve(answer)).on('error', reject);
  });
};

const logLines = (): string[] =>
  readdirSync(join(process.env.TEST_PLATFORM_DATA!, 'logs'))
    .filter((name) => name.includes('api'))
    .flatMap((name) => readFileSync(join(process.env.TEST_PLATFORM_DATA!, 'logs', name), 'utf8').split('\n'));

test('log forging: each request makes its one line of JSON, and nothing of it another one', async () => {
  const mark = unique('forged');
  const line = `{"level":50,"msg":"${mark}"}`;
  const ids: string[] = [];
  const send = (path: string, headers: string[] = []) => {
    const id = unique('log-');
    ids.push(id);
    return raw(
      [
        `GET ${path} HTTP/1.1`,
        'Host: x',
        `X-Request-Id: ${id}`,
        'Connection: close',
        ...headers,
        '',
        '',
      ].join('\r\n'),
    );
  };
  const answers = [
    await send(`/api/v1/${encodeURIComponent(`a\n${line}\n`)}`),
    await send(`/api/v1/health?q=${encodeURIComponent(`a\r\n${line}`)}`),
    await send(`/api/v1/chatbots/%0a${encodeURIComponent(line)}%1b%5b2J%E2%80%A8`),
    await send('/api/v1/health', [
      `User-Agent: \u009b2J${line}`,
      `Referer: ${line}`,
      `X-Forwarded-For: ${line}`,
    ]),
    await send('/api/v1/auth/me', [`Authorization: Bearer ${line}`]),
    await send('/api/v1/auth/me', [`Cookie: nhost-session=${encodeURIComponent(`\n${line}`)}`]),
  ];
  for (const [at, answer] of answers.entries()) {
    expect(answer).toMatch(/^HTTP\/1\.1 \d{3} /);
    const [head = ''] = answer.split('\r\n\r\n');
    expect(head).toContain(`X-Request-Id: ${ids[at]!}`);
    expect(head).not.toContain(mark);
  }
  // A control character is not even read.
  expect(await raw(`GET /api/v1/health HTTP/1.1\r\nHost: x\r\nUser-Agent: \u001b[2J${line}\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n\r\n$/,
  );
  // Not an id at all: it would become a part of every line.
  expect(
    await raw(
      `GET /api/v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Request-Id: a\u0085${mark}\r\n\r\n`,
    ),
  ).toMatch(/X-Request-Id: req_/);
  const linesOf = (id: string) => logLines().filter((text) => text.includes(id));
  await until(() => ids.every((id) => linesOf(id).length > 0));
  for (const id of ids)
    expect(linesOf(id).map((text) => (JSON.parse(text) as { msg: string }).msg)).toEqual(['request']);
  for (const text of logLines().filter(Boolean)) expect([text, text.startsWith('{')]).toEqual([text, true]);
  expect(logLines().filter((text) => text.includes(mark))).toEqual([]);
});
