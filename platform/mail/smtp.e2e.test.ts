import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { createGiven, data } from '../../test/helpers/given.js';
import { freePort, startTestPlatform, type TestPlatform } from '../../test/helpers/platform.js';
import { tokenIn } from '../../test/helpers/outbox.js';
import { until } from '../../test/helpers/until.js';

interface Received {
  from: string;
  to: string[];
  user: string | undefined;
  raw: string;
}
const received: Received[] = [];
const refusedAddress = 'refused@example.org';
let port: number;
let platform: TestPlatform;
let server: SMTPServer | undefined;

const listen = (): Promise<void> => {
  const started = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      password === 'pass word' ? done(null, { user: username }) : done(new Error('wrong')),
    onRcptTo: ({ address }, _session, done) =>
      address === refusedAddress
        ? done(Object.assign(new Error('no such mailbox'), { responseCode: 550 }))
        : done(),
    onData: (stream, { envelope, user }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push({
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          to: envelope.rcptTo.map(({ address }) => address),
          user: user as string | undefined,
          raw: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
  });
  server = started;
  return new Promise((done) => started.listen(port, '127.0.0.1', () => done()));
};
const close = (): Promise<void> =>
  new Promise((done) => {
    if (!server) return done();
    server.close(() => done());
    server = undefined;
  });
const to = (address: string) => received.filter((mail) => mail.to.includes(address));

beforeAll(async () => {
  port = await freePort();
  platform = await startTestPlatform({
    SMTP_URL: `smtp://mailer:pass%20word@127.0.0.1:${port}?from=bots@example.org`,
  });
}, 150_000);
afterAll(async () => {
  await platform?.stop();
  await close();
});

test('a message waits while the mail server is away, and comes when it is back', async () => {
  const given = createGiven(platform.url);
  const member = await given.owner();
  const { email } = member.user;
  const asked = await given.anonymous.post('/api/v1/auth/password-reset-request', { email });
  expect(asked.status).toBe(200);
  // It was tried, and failed, before anything listens.
  await until(() => platformLogs().includes('mail not sent'));
  expect(received).toEqual([]);

  await listen();
  await until(() => to(email).length > 0);
  const [mail] = to(email);
  expect(mail).toMatchObject({ from: 'bots@example.org', user: 'mailer' });
  expect(mail!.raw).toMatch(/^Subject: Choose a new password\r$/m);
  expect(mail!.raw).toMatch(/^Message-ID: <[0-9a-f]{24}@example\.org>\r$/m);
  const token = tokenIn({ text: mail!.raw.replaceAll('\r\n', '\n').replaceAll('=\n', '') });
  const password = 'a brand new password';
  expect((await given.anonymous.post('/api/v1/auth/password-reset', { token, password })).status).toBe(200);
  data(await given.anonymous.post('/api/v1/auth/login', { email, password }));
  await until(() => to(email).length === 2);
  expect(platformLogs()).not.toContain(token.slice(4));
}, 90_000);

test('a mailbox that does not exist is given up, and holds nobody up', async () => {
  const given = createGiven(platform.url);
  const host = await given.owner();
  const invite = (email: string) =>
    host.client.post('/api/v1/organization/invitations', { email, role: 'viewer' });
  data(await invite(refusedAddress), 201);
  data(await invite('guest@example.org'), 201);
  await until(() => to('guest@example.org').length === 1);
  await until(() => platformLogs().includes('SMTP EENVELOPE 550'));
  expect(platformLogs()).not.toContain(refusedAddress);
}, 60_000);

test('the terminal names the mail server, without its password', () => {
  const line = platform.output.find((one) => one.includes('  mail  '));
  expect(line).toMatch(new RegExp(`mail +by 127\\.0\\.0\\.1:${port}$`));
});

const platformLogs = (): string => readFileSync(join(platform.dataDir, 'logs', 'queues.log'), 'utf8');
