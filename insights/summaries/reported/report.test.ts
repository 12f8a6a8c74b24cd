import { expect, test } from '@jest/globals';
import { report } from './report.js';

const ann = { speaker: 'Ann', addressee: 'Ben' };

test.each([
  ['I need my key.', "Ann needs Ann's key."],
  ["I've started eating better.", 'Ann has started eating better.'],
  ["No, I don't have any allergies.", "Ann doesn't have any allergies."],
  ["I'll send you the report tomorrow.", 'Ann will send Ben the report tomorrow.'],
  ['I wanted to call you.', 'Ann wanted to call Ben.'],
  ['I can meet you at 3:30.', 'Ann can meet Ben at 3:30.'],
  ['But I want you to be fit.', 'Ann wants Ben to be fit.'],
  ['You should rest.', 'Ann says Ben should rest.'],
  ['The server is down.', 'Ann says the server is down.'],
  ['We agreed on Monday.', 'Ann says they agreed on Monday.'],
  ['Do you like it?', 'Ann asks if Ben likes it.'],
  ['Are you coming?', 'Ann asks if Ben is coming.'],
  ['Where did you stay?', 'Ann asks Ben where Ben stayed.'],
  ['What do you want to eat?', 'Ann asks Ben what Ben wants to eat.'],
  ['Could you send me the file?', 'Ann asks Ben to send Ann the file.'],
  ["Let's go home.", 'Ann suggests that they go home.'],
  ['Let us move it to Monday.', 'Ann suggests that they move it to Monday.'],
  ['Please check the logs.', 'Ann asks Ben to check the logs.'],
  ["Don't restart the server.", 'Ann tells Ben not to restart the server.'],
  ['And the chicken?', 'Ann asks: “And the chicken?”'],
  ['🎉🎉', 'Ann: 🎉🎉'],
])('%s becomes %s', (said, told) => {
  expect(report(said, ann)).toBe(told);
});

test('in a larger circle nobody is named who may not be meant', () => {
  const toAll = { speaker: 'Ann', addressee: null };
  expect(report('Are you ready?', toAll)).toBe('Ann asks: “Are you ready?”');
  expect(report('You broke my build.', toAll)).toBe('Ann says: “You broke my build.”');
  expect(report('I broke my build.', toAll)).toBe("Ann broke Ann's build.");
});
