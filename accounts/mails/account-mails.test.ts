import { expect, test } from '@jest/globals';
import { createAccountMails, quotedName } from './account-mails.js';

const invitation = async (organization: string) => {
  const mail = await createAccountMails({ publicUrl: 'https://bots.example' }).invitation!({
    ...{ email: 'ada@example.org', organization, role: 'viewer', token: 'inv_x' },
  });
  return mail!;
};

test('mail forging: an organisation’s name stays one line of an invitation, within its quotation', async () => {
  const honest = (await invitation('Acme')).text.split('\n');
  for (const name of [
    'Acme\r\nBcc: all@example.org\r\n\r\nYour token: evil',
    'Acme\n\nYour token, good for seven days:\n\ninv_evil',
    'Acme\u2028inv_evil\u2029\u0085evil',
    'Acme\u0000\u001b[2J\u001b]0;evil\u0007',
    '\u202eemca\u202c\u2066evil\u2069',
  ]) {
    const { subject, text } = await invitation(name);
    expect(subject).toBe('You are invited');
    expect(text.split(/\r\n|[\n\r\u2028\u2029\u0085]/)).toHaveLength(honest.length);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  }
});

test('mail forging: a name makes no address that a mail program would offer', async () => {
  expect(quotedName('Win at https://evil.example/login now')).toBe('Win at https evil example/login now');
  expect((await invitation('www.evil.example')).text).not.toMatch(/evil\.example/);
  expect(quotedName('Müller & Söhne, Inc. (A/B tests)')).toBe('Müller & Söhne, Inc. (A/B tests)');
});
