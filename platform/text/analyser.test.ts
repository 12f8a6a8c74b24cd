import { expect, test } from '@jest/globals';
import { analyse } from './analyser.js';

test('words are lower-cased and stemmed, in their order and with their repetitions', () => {
  expect(analyse('Limits limit the LIMITED')).toEqual(['limit', 'limit', 'the', 'limit']);
});

test('a query loses the words that say nothing, unless nothing else is there', () => {
  expect(analyse('How do I upload files?', { query: true })).toEqual(['upload', 'file']);
  expect(analyse('What is this?', { query: true })).toEqual(['what', 'is', 'thi']);
});

test.each([
  ['rate-limiter-flexible', ['rate', 'limit', 'flexibl', 'rate-limiter-flexible']],
  ['@scope/name', ['scope', 'name', 'scope/name']],
  ['camelCase', ['camel', 'case', 'camelcas']],
  ['snake_case', ['snake', 'case', 'snake_case']],
  ['v1.2.3', ['v1', '2', '3', 'v1.2.3']],
  ['index.d.ts', ['index', 'd', 'ts', 'index.d.ts']],
])('the identifier %s is found whole and by its parts', (text, terms) => {
  expect(analyse(text)).toEqual(terms);
});

test('a contraction is no identifier', () => {
  expect(analyse("don't")).toEqual(['don', 't']);
});

test('scripts without spaces give pairs of characters', () => {
  // And each ideograph, which may be a word.
  expect(analyse('保修期限')).toEqual(['保修', '修期', '期限', '保', '修', '期', '限']);
  expect(analyse('GPT模型3')).toEqual(['gpt', '模型', '模', '型', '3']);
  expect(analyse('カメラ')).toEqual(['カメ', 'メラ']);
  expect(analyse('猫')).toEqual(['猫']);
});

test('compatibility forms and letters of other languages are equal to themselves', () => {
  expect(analyse('ﬁle Ｗｉｄｅ')).toEqual(analyse('file wide'));
  expect(analyse('Straße École')).toEqual(['straße', 'école']);
});

test('no term holds white space or is longer than 64 characters, and odd texts do no harm', () => {
  const text = `a\u00a0b \u2028 ${'x'.repeat(500)} \ud800 💡 <b>'" \u0000`;
  for (const term of analyse(text)) expect(term).toMatch(/^\S{1,64}$/u);
  expect(analyse('')).toEqual([]);
});

test('a text gives the same terms again, and a query of one of its words meets it', () => {
  const text = 'Set `maxRetries` of @scope/rate-limiter to v2.0.1 (see Über-Größe, 保修期).';
  const terms = analyse(text);
  expect(analyse(text)).toEqual(terms);
  for (const word of ['maxRetries', 'MAX', 'retry', '@scope/rate-limiter', 'v2.0.1', 'über-größe', '保修']) {
    expect(analyse(word, { query: true }).some((term) => terms.includes(term))).toBe(true);
  }
});

test('ASCII or not makes no difference to a word', () => {
  const text = "rate-limiter @a/b c_d it's v1.2 FooBar x--y a.b.c";
  expect(analyse(`${text} é`)).toEqual([...analyse(text), 'é']);
});

test.each(['a-', "'", 'aB', 'e.g. ', '保', 'e\u0301', ' \n', 'a.b/'])(
  '200 KB of %j take no time',
  (piece) => {
    const start = performance.now();
    analyse(piece.repeat(200_000 / piece.length));
    expect(performance.now() - start).toBeLessThan(3_000);
  },
);

/** Words of a document and of a question that must meet, by language. */
test.each([
  ['de', 'Öffnungszeiten', 'oeffnungszeit'],
  ['de', 'Straßen', 'Strasse'],
  ['de', 'Häuser', 'Haus'],
  ['de', 'Rechnungen', 'RECHNUNG'],
  ['es', 'devolución', 'devoluciones'],
  ['es', 'devolución', 'devolucion'],
  ['es', 'garantías', 'garantia'],
  ['fr', 'réparations', 'reparation'],
  ['fr', 'l’assurance', 'assurances'],
  ['it', 'qualità', 'qualita'],
  ['pt', 'devolução', 'devolucoes'],
  ['pt-BR', 'pagamentos', 'pagamento'],
  ['nl', 'bestellingen', 'bestelling'],
  ['pl', 'Łódź', 'lodz'],
  ['ru', 'ещё гарантии', 'гарантию'],
  ['uk', 'послуга', 'послуги'],
  ['tr', 'İADE siparişler', 'iade'],
  ['sv', 'garantier', 'garanti'],
  ['el', 'εγγύηση', 'εγγυηση'],
  ['ar', 'الكِتَابُ', 'كتاب'],
  ['hi', 'किताबें', 'किताब'],
  ['zh', '设备的保修期为两年', '保修期'],
  ['zh', '图书馆', '书'],
  ['ja', '返品送料は当社が負担します', '返品'],
  ['ko', '보증 기간은 2년입니다', '기간'],
  ['th', 'ระยะเวลารับประกัน', 'ประกัน'],
])('in %s a document with %s is found by %s', (language, document, question) => {
  const terms = analyse(document, { language });
  const asked = analyse(question, { language, query: true });
  expect(asked.filter((term) => terms.includes(term))).not.toEqual([]);
});

test.each([
  ['de', 'Wie lange gilt die Garantie?', ['lang', 'gilt', 'garanti']],
  ['es', '¿Cuánto dura la garantía?', ['dur', 'garanti']],
  ['fr', 'Qu’est-ce que l’assurance ?', ['assur']],
  ['zh', '保修期是多久？', ['保修', '修期']],
  ['zh', '怎么联系客服', ['联系', '客服']],
  ['ja', '返品送料は誰が負担しますか？', ['返品', '送料', '負担']],
  ['ko', '배송비는 얼마인가요?', ['배송', '송비']],
])('in %s a question is reduced to what it is about: %s', (language, question, terms) => {
  expect(analyse(question, { language, query: true })).toEqual(terms);
});

test('a language without rules of its own is only lower-cased', () => {
  expect(analyse('Lietuvių Kalba', { language: 'lt' })).toEqual(['lietuvių', 'kalba']);
});

test('every language keeps to terms without white space, whatever it is given', () => {
  const odd = `a\u00a0b ${'x'.repeat(300)} \ud800 İ ıŞ ß ﷺ ${'保'.repeat(700)} ก็ \u0e33 '’ x.y`;
  for (const language of [
    'de',
    'es',
    'fr',
    'it',
    'pt',
    'ro',
    'tr',
    'ar',
    'hi',
    'zh',
    'ja',
    'ko',
    'th',
    'el',
    'xx',
  ]) {
    for (const query of [true, false])
      for (const term of analyse(odd, { language, query })) expect(term).toMatch(/^\S{1,64}$/u);
    expect(analyse('', { language, query: true })).toEqual([]);
  }
});
