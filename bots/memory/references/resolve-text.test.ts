import { describe, expect, test } from '@jest/globals';
import type { Known } from './past-turn.js';
import { resolveText } from './resolve-text.js';

type Said = [question: string, answer?: string];
const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 10, minutes));
const known = (said: Said[], more: Partial<Known> = {}): Known => ({
  language: 'en',
  history: said.map(([question, answer = ''], index) => ({ question, answer, titles: [], at: at(index) })),
  entities: [],
  topics: [],
  data: {},
  ...more,
});

const plans: Said = ['Which plans do you offer?', 'We offer three plans: Basic, Premium and Enterprise. [1]'];

/** What was said, what is asked now, and the same as it stands alone. */
const cases: [said: Said[], asked: string, alone: string][] = [
  // In the place of what is parallel.
  [[['When is the office open?']], 'And on Sundays?', 'When is the office open on Sundays?'],
  [[['When is the office open on Saturdays?']], 'And on Sundays?', 'When is the office open on Sundays?'],
  [[['When is the office open on Saturdays?']], 'On Sundays?', 'When is the office open on Sundays?'],
  [[['When is the office open on Saturdays?']], 'What about Sundays?', 'When is the office open on Sundays?'],
  [
    [['When is the office open on Saturdays?']],
    'What about the warehouse?',
    'When is the warehouse open on Saturdays?',
  ],
  [[['When does the office open?']], 'And close?', 'When does the office close?'],
  [[['When does the pool open in summer?']], 'And in winter?', 'When does the pool open in winter?'],
  [[['Do you ship to Norway?']], 'And Sweden?', 'Do you ship to Sweden?'],
  [[['Do you ship to Norway?']], 'And to Sweden?', 'Do you ship to Sweden?'],
  [[['What does shipping to France cost?']], 'What about Germany?', 'What does shipping to Germany cost?'],
  [
    [['How long does shipping to France take?']],
    'And express shipping?',
    'How long does express shipping to France take?',
  ],
  [[['What does the premium plan cost?']], 'And the basic plan?', 'What does the basic plan cost?'],
  [[['What does the premium plan cost?']], 'And Basic?', 'What does the Basic plan cost?'],
  [[['What does the premium plan cost?']], 'How about the yearly one?', 'What does the yearly plan cost?'],
  [
    [['How much is a monthly ticket for students?']],
    'And for adults?',
    'How much is a monthly ticket for adults?',
  ],
  [
    [['How much is a monthly ticket for students?']],
    'And a yearly ticket?',
    'How much is a yearly ticket for students?',
  ],
  [
    [['How long is the guarantee for pumps?']],
    'And for batteries?',
    'How long is the guarantee for batteries?',
  ],
  [
    [['How long is the guarantee for pumps?']],
    'What about batteries?',
    'How long is the guarantee for batteries?',
  ],
  [[['How many vacation days do employees get?']], 'And interns?', 'How many vacation days do interns get?'],
  [[['Is breakfast included?']], 'And parking?', 'Is parking included?'],
  [[['Where is the Zurich office?']], 'And the Berlin one?', 'Where is the Berlin office?'],
  [[['Where is the Zurich office?']], 'And in Berlin?', 'Where is the Berlin office?'],
  [
    [['What is the phone number of the Zurich office?']],
    'And the email?',
    'What is the email of the Zurich office?',
  ],
  [
    [['What is the phone number of the Zurich office?']],
    'And of the Berlin office?',
    'What is the phone number of the Berlin office?',
  ],
  [[['Who is the head of the sales team?']], 'And the support team?', 'Who is the head of the support team?'],
  [[['Can I return opened software?']], 'And hardware?', 'Can I return hardware?'],
  [
    [['How much does the premium plan cost?']],
    'And if I pay yearly?',
    'How much does the premium plan cost if I pay yearly?',
  ],
  [[['Are dogs allowed in the hotel?']], 'What about cats?', 'Are cats allowed in the hotel?'],
  [[['Do you offer express shipping?']], 'How much?', 'How much is express shipping?'],
  [[['Do you ship to Norway?']], 'Since when?', 'Since when do you ship to Norway?'],
  [[['Can I return a device?']], 'Until when?', 'Until when can I return a device?'],
  [
    [['When is the office open?'], ['When is the office open on Sundays?']],
    'And on holidays?',
    'When is the office open on holidays?',
  ],
  // Pronouns.
  [
    [['What does the premium plan cost?']],
    'Does it include phone support?',
    'Does the premium plan include phone support?',
  ],
  [[['Where is the office?']], 'When does it open?', 'When does the office open?'],
  [
    [['How long is the guarantee for the X200 pump?']],
    'When does it begin?',
    'When does the guarantee for the X200 pump begin?',
  ],
  [[['How long is the guarantee for the X200 pump?']], 'What does it cost?', 'What does the X200 pump cost?'],
  [[['What is the price of the X200?']], 'Does it have a battery?', 'Does the X200 have a battery?'],
  [[['What is the price of the X200?']], 'And what is its weight?', "And what is the X200's weight?"],
  [[['Do you have a swimming pool?']], 'Is it heated?', 'Is the swimming pool heated?'],
  [[['Do you ship to Norway?']], 'How long does it take?', 'How long does it take to ship to Norway?'],
  [[['Can I return a device?']], 'How much does it cost?', 'How much does it cost to return a device?'],
  [
    [['How do I reset my password?']],
    'How long does that take?',
    'How long does that take to reset my password?',
  ],
  [[['Do you sell the X200?']], 'How much does it cost?', 'How much does the X200 cost?'],
  [
    [['How many vacation days do employees get?']],
    'When do they expire?',
    'When do the vacation days expire?',
  ],
  [[['Which payment methods do you accept?']], 'Are they free?', 'Are the payment methods free?'],
  [[['What are the opening hours?']], 'Do they change in winter?', 'Do the opening hours change in winter?'],
  [
    [['Which plan includes phone support?', 'The premium plan includes phone support. [1]']],
    'What does it cost?',
    'What does the premium plan cost?',
  ],
  [
    [['Who is the head of sales?', 'The head of sales is Ada Lovelace. [1]']],
    'What is her phone number?',
    "What is Ada Lovelace's phone number?",
  ],
  [
    [['Who is the head of sales?', 'The head of sales is Ada Lovelace. [1]']],
    'Where does she work?',
    'Where does Ada Lovelace work?',
  ],
  [
    [['Is there parking at the Zurich office?']],
    'Can I charge my car there?',
    'Can I charge my car at the Zurich office?',
  ],
  [[['When does the canteen open?']], 'What can I eat there?', 'What can I eat at the canteen?'],
  [[['Is there an office in Zurich?']], 'Is there one in Berlin?', 'Is there an office in Berlin?'],
  [
    [['What does the premium plan cost?']],
    'How many users does that plan allow?',
    'How many users does the premium plan allow?',
  ],
  [[['What does the premium plan cost?']], 'Can I cancel the plan?', 'Can I cancel the premium plan?'],
  [[['What is the refund policy?']], 'Tell me more', 'Tell me more about the refund policy'],
  [[['What is the refund policy?']], 'Tell me more about it', 'Tell me more about the refund policy'],
  [
    [['What is the refund policy?']],
    'Does that apply to software?',
    'Does the refund policy apply to software?',
  ],
  // Lists.
  [[plans], 'How much is the second one?', 'How much is the Premium plan?'],
  [[plans], 'What does the first one include?', 'What does the Basic plan include?'],
  [[plans], 'Tell me about the last one', 'Tell me about the Enterprise plan'],
  [[plans], 'What does the third plan cost?', 'What does the Enterprise plan cost?'],
  [[plans], 'And the second one?', 'And the Premium plan?'],
  [[plans], 'What does option 2 cost?', 'What does the Premium plan cost?'],
  [
    [plans, ['What does the Basic plan cost?', 'It costs 10 francs. [1]']],
    'And the second one?',
    'What does the Premium plan cost?',
  ],
  [
    [['What can I rent?', 'You can rent:\n- City bike\n- Mountain bike (with helmet)\n- E-bike: 40 km [1]']],
    'How much is the second?',
    'How much is Mountain bike?',
  ],
  [
    [['Where are your offices?', 'Our offices are in Zurich and Berlin. [1]']],
    'When does the latter open?',
    'When does the Berlin office open?',
  ],
  [
    [['Which sizes are there?', 'There are two sizes: small and large.']],
    'What do both cost?',
    'What do small and large cost?',
  ],
];

const plansIn: Record<string, Said> = {
  de: ['Welche Tarife gibt es?', 'Es gibt drei Tarife: Basis, Premium und Profi. [1]'],
  es: ['¿Qué planes hay?', 'Hay tres planes: Básico, Premium y Empresa. [1]'],
  fr: ['Quels forfaits proposez-vous ?', 'Nous proposons trois forfaits : Basic, Premium et Pro. [1]'],
};

const others: [language: string, said: Said[], asked: string, alone: string][] = [
  ['de', [['Wann ist das Büro offen?']], 'Und am Sonntag?', 'Wann ist das Büro offen am Sonntag?'],
  ['de', [['Wann ist das Büro am Samstag offen?']], 'Und am Sonntag?', 'Wann ist das Büro am Sonntag offen?'],
  [
    'de',
    [['Wie lange gilt die Garantie für Pumpen?']],
    'Und für Batterien?',
    'Wie lange gilt die Garantie für Batterien?',
  ],
  ['de', [['Was kostet der Premium-Tarif?']], 'Und der Basis-Tarif?', 'Was kostet der Basis-Tarif?'],
  ['de', [['Wie lange gilt die Garantie?']], 'Wann beginnt sie?', 'Wann beginnt die Garantie?'],
  ['de', [['Wo ist das Büro?']], 'Wann öffnet es?', 'Wann öffnet das Büro?'],
  ['de', [plansIn.de!], 'Was kostet der zweite?', 'Was kostet Premium?'],
  [
    'es',
    [['¿Cuándo abre la oficina los sábados?']],
    '¿Y los domingos?',
    '¿Cuándo abre la oficina los domingos?',
  ],
  ['es', [['¿Qué incluye el plan Premium?']], '¿Cuánto cuesta?', '¿Cuánto cuesta el plan Premium?'],
  ['es', [plansIn.es!], '¿Cuánto cuesta el segundo?', '¿Cuánto cuesta Premium?'],
  ['fr', [['Quand ouvre le bureau le samedi ?']], 'Et le dimanche ?', 'Quand ouvre le bureau le dimanche?'],
  [
    'fr',
    [['Que comprend le forfait Premium ?']],
    'Combien coûte-t-il ?',
    'Combien coûte le forfait Premium ?',
  ],
  ['fr', [plansIn.fr!], 'Combien coûte le deuxième ?', 'Combien coûte Premium ?'],
];

/** What must stay as it is. */
const standing: [said: Said[], asked: string][] = [
  [[], 'And on Sundays?'],
  [[], 'What does it cost?'],
  [[['When is the office open?']], 'Is it possible to pay by card?'],
  [[['When is the office open?']], 'What time is it?'],
  [[['When is the office open?']], 'How long does it take to deliver a parcel?'],
  [[['When is the office open?']], 'return policy'],
  [[['When is the office open?']], 'If the pump breaks, can I return it?'],
  [[['When is the office open?']], 'Is there a canteen?'],
  [[['When is the office open?']], 'What does the premium plan cost?'],
  [[['When is the office open?']], 'I think that you are great.'],
  [[['When is the office open?']], 'Thank you!'],
  [[['What does the premium plan cost?']], 'Hello'],
  [[['What does the premium plan cost?']], 'Who won the football match in Brazil?'],
  [[plans], 'On which floor is the second office?'],
];

describe('a message that leans on the conversation stands alone', () => {
  test.each(cases)('%j %s', (said, asked, alone) => {
    expect(resolveText(asked, known(said)).resolved).toBe(alone);
  });
});

describe('other languages', () => {
  test.each(others)('%s %j %s', (language, said, asked, alone) => {
    expect(resolveText(asked, known(said, { language })).resolved).toBe(alone);
  });
  test.each([
    ['de', 'Gibt es einen Parkplatz?'],
    ['de', 'Was kostet der Versand?'],
    ['es', '¿Hay aparcamiento?'],
    ['fr', 'Quels sont vos horaires ?'],
  ])('%s %s stays as it is', (language, asked) => {
    const said: Said = ['Wann ist das Büro offen?'];
    expect(resolveText(asked, known([said], { language })).resolved).toBe(asked);
  });
});

describe('what is known of the end user', () => {
  const product = { id: 'e1', type: 'product', value: 'X200', lastMentionedAt: at(30) };
  test.each<[string, Partial<Known>, Said[], string, string]>([
    [
      'an entity, when nothing was said',
      { entities: [product] },
      [],
      'How much does it cost?',
      'How much does X200 cost?',
    ],
    [
      'an entity named after the last question',
      { entities: [product] },
      [['Where is the office?']],
      'How long is its guarantee?',
      "How long is X200's guarantee?",
    ],
    [
      'the conversation, when the entity is older',
      { entities: [{ ...product, lastMentionedAt: at(-5) }] },
      [['Where is the office?']],
      'When does it open?',
      'When does the office open?',
    ],
    [
      'a value of the context',
      { data: { plan: 'premium' } },
      [],
      'What does my plan include?',
      'What does the premium plan include?',
    ],
    [
      'a value inside of the context',
      { data: { account: { supportPlan: 'gold' } } },
      [],
      'What does my support plan include?',
      'What does the gold support plan include?',
    ],
    ['no personal data', { data: { name: 'Ada' } }, [], 'Can I change my name?', 'Can I change my name?'],
    [
      'no value when the value is asked for',
      { data: { plan: 'premium' } },
      [],
      'What is my plan?',
      'What is my plan?',
    ],
    [
      'a topic, when there is nothing else',
      { topics: ['shipping'] },
      [],
      'Tell me more about it',
      'Tell me more about shipping',
    ],
    [
      'no contact data for it',
      { entities: [{ ...product, type: 'email', value: 'a@b.ch' }] },
      [],
      'How much does it cost?',
      'How much does it cost?',
    ],
  ])('%s', (_, more, said, asked, alone) => {
    expect(resolveText(asked, known(said, more)).resolved).toBe(alone);
  });

  test('an order’s number is resolved, but not searched for', () => {
    const order = { ...product, type: 'order', value: 'A-4711' };
    const { resolved, query } = resolveText('When will it arrive?', known([], { entities: [order] }));
    expect(resolved).toBe('When will order A-4711 arrive?');
    expect(query).toBe('When will the order arrive?');
  });
});

test('a text of great length or hostile form takes no time', () => {
  const begun = performance.now();
  for (const text of [
    'it '.repeat(100),
    'a, '.repeat(99),
    ', and '.repeat(50),
    'the '.repeat(75),
    "what's ".repeat(40),
  ]) {
    resolveText(
      text,
      known([
        ['What does it cost?', `${'A, '.repeat(2_000)}and B`],
        [text, text],
      ]),
    );
  }
  expect(performance.now() - begun).toBeLessThan(5_000);
});

describe('a message that stands alone stays as it is', () => {
  test.each(standing)('%j %s', (said, asked) => {
    expect(resolveText(asked, known(said))).toEqual({ resolved: asked, query: asked, replacements: [] });
  });
});
