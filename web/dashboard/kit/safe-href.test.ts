import { expect, test } from '@jest/globals';
import { safeHref } from './safe-href.js';

test.each(['https://example.org/a?b=c', 'http://example.org/', 'mailto:ada@example.org'])(
  '%s may be followed',
  (href) => {
    expect(safeHref(href)).toBe(href);
  },
);

test.each([
  ...['javascript:alert(1)', ' javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\nscript:alert(1)'],
  ...['data:text/html,<script>1</script>', 'vbscript:x', 'file:///etc/passwd', 'blob:https://a/b'],
  ...['/bots', '//evil.example', 'bots', '', undefined],
])('%j may not', (href) => expect(safeHref(href)).toBeNull());
