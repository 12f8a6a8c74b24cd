import { expect, test } from '@jest/globals';
import { isAddressAllowed, isHostAllowed, parseOutboundAllow } from './outbound-allow.js';

test('hosts, ports and ranges are told apart', () => {
  const allow = parseOutboundAllow(' wiki.intern , Build:8080,10.0.0.0/8, 127.0.0.1:9, ::1, fd00::/8 ,');
  expect(isHostAllowed(allow, 'wiki.intern', 443)).toBe(true);
  expect(isHostAllowed(allow, 'build', 8080)).toBe(true);
  expect(isHostAllowed(allow, 'build', 80)).toBe(false);
  expect(isHostAllowed(allow, '127.0.0.1', 9)).toBe(true);
  expect(isHostAllowed(allow, '::1', 80)).toBe(true);
  expect(isHostAllowed(allow, 'intern', 443)).toBe(false);
  expect(
    ['10.255.0.1', 'fd12::9', '11.0.0.1', 'fe80::1', 'wiki.intern'].map((host) =>
      isAddressAllowed(allow, host),
    ),
  ).toEqual([...[true, true, false, false, false]]);
  expect(parseOutboundAllow('')).toEqual([]);
});

test.each([
  '10.0.0.0/33',
  'http://wiki',
  'wiki:0',
  'wiki:99999',
  'wi ki',
  '*.intern',
  'wiki/24',
  'a@b',
  '[::1',
])('%s is refused', (entry) => expect(() => parseOutboundAllow(`localhost,${entry}`)).toThrow(entry));
