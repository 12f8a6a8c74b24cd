import { expect, test } from '@jest/globals';
import { extractHtml } from './extract-html.js';

const textOf = (html: string): string =>
  extractHtml(html)
    .map(({ text }) => text)
    .join('\n');
const page = (body: string): string =>
  `<!doctype html><html><head><title>T</title></head><body>${body}</body></html>`;

test('headings, paragraphs and lists become blocks', () => {
  expect(
    extractHtml(
      page('<h1>Guide</h1><p>First <b>words</b>.</p><ul><li>one</li><li>two</li></ul><h2>Next</h2>Loose'),
    ),
  ).toEqual([
    { kind: 'heading', level: 1, text: 'Guide' },
    { kind: 'paragraph', text: 'First words.' },
    { kind: 'lines', text: '- one\n- two' },
    { kind: 'heading', level: 2, text: 'Next' },
    { kind: 'paragraph', text: 'Loose' },
  ]);
});

test('the main part is taken without menus, headers and footers', () => {
  const html = page(
    '<header>Logo</header><nav>Menu</nav><main><h1>Title</h1><p>Content.</p></main><aside>Ads</aside><footer>Imprint</footer>',
  );
  expect(textOf(html)).toBe('Title\nContent.');
  expect(textOf(html.replaceAll('main', 'div'))).toBe('Title\nContent.');
});

test('every article of a page without a main part is taken', () => {
  expect(textOf(page('<nav>Menu</nav><article><header>A</header>One</article><article>Two</article>'))).toBe(
    'A\nOne\nTwo',
  );
});

test('an empty main part hides nothing', () => {
  expect(textOf(page('<main></main><div>Content</div>'))).toBe('Content');
});

test('scripts, styles and hidden parts never appear', () => {
  const html = page(
    '<script>alert("s1")</script><p onclick="alert(1)">Text<script>s2</script></p><style>p{}</style><noscript>n</noscript><template>t</template><iframe>i</iframe><svg><text>v</text></svg><p hidden>h</p><p aria-hidden="true">a</p><!-- c --><main><script>s3</script>Main</main>',
  );
  expect(textOf(html)).toBe('Main');
  expect(textOf(html.replace(/<main>.*<\/main>/, ''))).toBe('Text');
});

test('containers are opened however deep they are nested', () => {
  const deep = `${'<div><section>'.repeat(200)}<p>Deep</p><p>down</p>${'</section></div>'.repeat(200)}`;
  expect(extractHtml(page(deep))).toEqual([
    { kind: 'paragraph', text: 'Deep' },
    { kind: 'paragraph', text: 'down' },
  ]);
});

test('words of neighbouring blocks do not run together', () => {
  expect(
    textOf(
      '<h2>Big<br>title</h2><ul><li><p>One</p><p>two</p></li><li>a<div>b</div></li></ul><table><tr><td>x<br>y</td><td><p>p</p><p>q</p></td></tr></table>one<br>two<span><p>three</p>four</span>',
    ),
  ).toBe('Big title\n- One two\n- a b\nx y; p q\none two\nthree\nfour');
});

test('lists in lists keep their nesting, also in wrappers and directly in one another', () => {
  expect(
    textOf('<ol start="3"><li>a<ul><li>b</li></ul></li><li><div>c<ol><li>d</li></ol></div></li></ol>'),
  ).toBe('3. a\n  - b\n4. c\n  1. d');
  expect(textOf('<ul><li>a</li><ul><li>b</li></ul></ul>')).toBe('- a\n  - b');
});

test('code in the steps of a list keeps its lines', () => {
  expect(extractHtml('<ol><li>Run<pre>a\n  b</pre></li><li>Done</li></ol>')).toEqual([
    { kind: 'paragraph', text: 'Run' },
    { kind: 'lines', text: 'a\n  b' },
    { kind: 'paragraph', text: 'Done' },
  ]);
});

test('each row of a table names its columns', () => {
  expect(
    textOf(
      '<table><caption>Prices</caption><thead><tr><th>Plan</th><th>Price</th></tr></thead><tbody><tr><td>Basic</td><td>5&nbsp;€</td></tr><tr><th>Pro</th><td></td></tr></tbody></table>',
    ),
  ).toBe('Prices\nPlan: Basic; Price: 5 €\nPlan: Pro');
});

test('a table that arranges a page is opened', () => {
  expect(
    extractHtml(
      '<table><tr><td><h1>Title</h1><p>Text</p></td><td><table><tr><td>1</td></tr></table></td></tr></table>',
    ),
  ).toEqual([
    { kind: 'heading', level: 1, text: 'Title' },
    { kind: 'paragraph', text: 'Text' },
    { kind: 'lines', text: '1' },
  ]);
});

test('preformatted text keeps its lines', () => {
  expect(extractHtml('<pre><code>if (a &lt; b) {\n    x();\n}</code></pre><pre>one<br>two</pre>')).toEqual([
    { kind: 'lines', text: 'if (a < b) {\n    x();\n}' },
    { kind: 'lines', text: 'one\ntwo' },
  ]);
});

test('entities become characters, invisible ones vanish', () => {
  expect(textOf('<p>R&amp;D &copy; &lt;b&gt; 5&nbsp;&euro; &#x1F600; Daten&shy;schutz</p>')).toBe(
    'R&D © <b> 5 € 😀 Datenschutz',
  );
});

test('a form around the page and a button in a heading are no noise', () => {
  expect(
    textOf(
      '<form><h2><button>Which plans?</button></h2><p>Two.</p><button>Send</button></form><form><input><button>Go</button>Search</form>',
    ),
  ).toBe('Which plans?\nTwo.');
});

test('broken HTML is read like a browser would', () => {
  expect(textOf('<p>One<p>Two</b><div>Three')).toBe('One\nTwo\nThree');
  expect(textOf('plain text')).toBe('plain text');
  expect(extractHtml('')).toEqual([]);
});
