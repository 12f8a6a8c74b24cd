import { expect, test } from '@jest/globals';
import { createSealer } from './sealer.js';

const secret = 'the secret of this installation, long enough';
const sealer = createSealer({ secret });

test.each(['', 'JBSWY3DPEHPK3PXP', 'sk-ünïcode 🤖', 'x'.repeat(100_000)])(
  '%.20s is sealed and opened',
  (text) => {
    const sealed = sealer.seal(text, 'totp:ada');
    expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]+$/);
    if (text) expect(sealed).not.toContain(text);
    expect(sealer.open(sealed, 'totp:ada')).toBe(text);
  },
);

test('the same text is never sealed alike', () => {
  expect(sealer.seal('text', 'a')).not.toBe(sealer.seal('text', 'a'));
});

test('what was sealed for one context does not open in another', () => {
  const sealed = sealer.seal('text', 'totp:ada');
  expect(() => sealer.open(sealed, 'totp:bob')).toThrow();
});

test('no byte may be changed', () => {
  const sealed = sealer.seal('text', 'a');
  const [version, id, content = ''] = sealed.split('.');
  const bytes = Buffer.from(content, 'base64url');
  for (let index = 0; index < bytes.length; index++) {
    const changed = Buffer.from(bytes);
    changed[index]! ^= 1;
    expect(() => sealer.open([version, id, changed.toString('base64url')].join('.'), 'a')).toThrow();
  }
  for (const wrong of [
    '',
    'v1',
    'v1..',
    `v2.${id}.${content}`,
    `v1.${id}.`,
    `v1.${id}.${content.slice(0, 30)}`,
  ])
    expect(() => sealer.open(wrong, 'a')).toThrow();
});

test('a new secret opens what the former one sealed, as long as it is told', () => {
  const sealed = sealer.seal('text', 'a');
  const next = createSealer({ secret: 'another secret, which is long enough too', former: [secret] });
  expect(next.open(sealed, 'a')).toBe('text');
  expect([next.isStale(sealed), next.isStale(next.seal('text', 'a'))]).toEqual([true, false]);
  expect(sealer.isStale(sealed)).toBe(false);
  const forgetful = createSealer({ secret: 'another secret, which is long enough too' });
  expect(() => forgetful.open(sealed, 'a')).toThrow('ENCRYPTION_KEY');
});

test('the secret itself does not show in what is sealed', () => {
  expect(sealer.seal('text', 'a')).not.toContain(secret.slice(0, 8));
});
