import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestClient, type Answer } from './client.js';
import { administrator } from './platform.js';

export const platformUrl = (): string => {
  const url = process.env.TEST_PLATFORM_URL;
  if (!url) throw new Error('end-to-end tests are run with `npm test`, which starts the platform');
  return url;
};

export const unique = (prefix = 'n'): string => `${prefix}${randomBytes(5).toString('hex')}`;
/** An id of the right form that nothing has. */
export const unusedId = (): string => randomBytes(12).toString('hex');

export interface Member {
  client: TestClient;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  user: any;
  password: string;
  refreshToken: string;
}

export const data = (answer: Answer, status = 200) => {
  if (answer.status !== status)
    throw new Error(`expected ${status}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body.data;
};

/** Makes what a test needs, through the API. */
export const createGiven = (url: string) => {
  const anonymous = new TestClient(url);
  const signedIn = (session: { accessToken: string }): TestClient =>
    anonymous.with({ Authorization: `Bearer ${session.accessToken}` });

  const owner = async (): Promise<Member> => {
    const username = unique('user');
    const password = `secret of ${username}`;
    const session = data(
      await anonymous.post('/api/v1/auth/register', { username, email: `${username}@example.org`, password }),
      201,
    );
    return { client: signedIn(session), user: session.user, password, refreshToken: session.refreshToken };
  };
  /** Somebody who has joined the organisation of an owner; the session works in it. */
  const member = async (host: Member, role: 'viewer' | 'editor' | 'owner'): Promise<Member> => {
    const guest = await owner();
    const invitation = { email: guest.user.email, role };
    const { token } = data(await host.client.post('/api/v1/organization/invitations', invitation), 201);
    data(await guest.client.post('/api/v1/organization/invitations/accept', { token }));
    return guest;
  };
  const admin = async (): Promise<TestClient> =>
    signedIn(data(await anonymous.post('/api/v1/auth/login', administrator)));
  const key = async (member: Member, scopes: string[]): Promise<TestClient> =>
    anonymous.with({
      'X-API-Key': data(await member.client.post('/api/v1/auth/api-key', { scopes }), 201).key,
    });
  const chatbot = async (member: Member, values: object = {}) =>
    data(await member.client.post('/api/v1/chatbots', { name: unique('bot'), ...values }), 201);
  const knowledgeBase = async (member: Member, chatbotId: string, values: object = {}) =>
    data(
      await member.client.post(`/api/v1/chatbots/${chatbotId}/knowledge-bases`, {
        name: unique('base'),
        ...values,
      }),
      201,
    );

  const finished = async (client: TestClient, jobId: string, timeoutMs = 120_000) => {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const job = data(await client.get(`/api/v1/jobs/${jobId}`));
      if (['completed', 'failed', 'cancelled'].includes(job.status)) return job;
      if (Date.now() > deadline) throw new Error(`job not finished: ${JSON.stringify(job)}`);
      await sleep(200);
    }
  };

  /** Adds documents and waits until they are searchable. */
  const documents = async (member: Member, knowledgeBaseId: string, files: Record<string, string>) => {
    const form = new FormData();
    for (const [name, text] of Object.entries(files)) form.append('file', new Blob([text]), name);
    const accepted = data(
      await member.client.post(`/api/v1/knowledge-bases/${knowledgeBaseId}/items`, form),
      202,
    );
    return { accepted, job: await finished(member.client, accepted.jobId) };
  };

  return { anonymous, signedIn, owner, member, admin, key, chatbot, knowledgeBase, documents, finished };
};
