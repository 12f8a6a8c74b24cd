import { expect, test } from '@jest/globals';
import { detectLanguage } from './detect-language.js';

test.each([
  ['en', 'How long is the warranty?', 'reset my password', 'Error 404 on login page', 'thank you very much'],
  ['es', '¿Cuánto dura la garantía?', 'quiero cancelar', 'muchas gracias', '¿Qué es MongoDB?'],
  ['de', 'Wie lange gilt die Garantie?', 'vielen Dank', 'Öffnungszeiten', 'Passwort zurücksetzen'],
  ['fr', 'Combien de temps dure la garantie ?', 'je veux annuler', 'mot de passe oublié'],
  ['it', 'Quanto dura la garanzia?', 'voglio disdire', 'grazie mille', 'non funziona'],
  ['pt', 'Onde está o meu pedido?', 'não funciona', 'horário de funcionamento'],
  ['nl', 'Hoe lang is de garantie?', 'ik wil opzeggen', 'wachtwoord vergeten'],
  ['pl', 'Jak długo trwa gwarancja?', 'chcę anulować'],
  ['tr', 'Garanti süresi ne kadar?', 'iptal etmek istiyorum'],
  ['sv', 'Hur lång är garantin?', 'jag vill säga upp'],
  ['ru', 'Сколько длится гарантия?', 'где мой заказ'],
  ['uk', 'Скільки триває гарантія?', 'де моє замовлення'],
  ['zh', '保修期是多久？', '密码', 'MongoDB 是什么？'],
  ['ja', '保証期間はどのくらいですか', 'MongoDBとは何ですか', '営業時間'],
  ['ko', '보증 기간은 얼마나 되나요?', '취소하고 싶어요'],
  ['ar', 'كم مدة الضمان؟', 'أين طلبي'],
  ['hi', 'वारंटी कितने समय की है?', 'मेरा ऑर्डर कहाँ है'],
  ['th', 'รับประกันนานเท่าไร'],
  ['el', 'Πόσο διαρκεί η εγγύηση;'],
])('%s', async (language, ...messages) => {
  for (const message of messages)
    expect({ message, language: await detectLanguage(message) }).toEqual({ message, language });
});

test.each([
  'ok',
  'OK',
  '123',
  '42?',
  '42 km',
  '??',
  '👍',
  'PDF',
  'v1.2.3',
  'A',
  'iPhone 15',
  'asdf',
  'GmbH',
  '',
])('%j tells nothing, and nothing is guessed', async (message) =>
  expect(await detectLanguage(message)).toBeNull(),
);

test('addresses, code and names in capitals do not count', async () => {
  const message = 'Warum antwortet `GET /the/list/of/all` von https://example.org/what/is/this mit HTTP 404?';
  expect(await detectLanguage(message)).toBe('de');
});

test('a long text takes no time', async () => {
  for (const piece of ['保', 'a ', 'ß', '`', 'a_', '@']) {
    const start = performance.now();
    await detectLanguage(piece.repeat(200_000));
    expect(performance.now() - start).toBeLessThan(3_000);
  }
});
