/** Ways to make one sentence of a summary wrong; null when it has nothing to be made wrong so. */
export const falsifications: Record<string, (sentence: string, names: string[]) => string | null> = {
  'another number': (sentence) =>
    /\d/.test(sentence) ? sentence.replace(/\d+/, (digits) => String(Number(digits) * 3 + 11)) : null,
  'another name': (sentence, names) => {
    const [name] = names.filter((one) => sentence.includes(one));
    const other = names.find((one) => !sentence.includes(one));
    return name && other ? sentence.replaceAll(name, other) : null;
  },
  'the opposite': (sentence) => {
    const denied = /\s(?:not|never|no longer)\s|n't\b/.exec(sentence);
    if (denied)
      return sentence
        .replace(/won't/, 'will')
        .replace(/can't/, 'can')
        .replace(/\s(?:not|never)\s|n't\b/, ' ')
        .replace(/\s+/g, ' ');
    const verb = /\b(?:is|are|was|were|will|can|could|should|has|would)\b/.exec(sentence);
    return verb
      ? `${sentence.slice(0, verb.index + verb[0].length)} not${sentence.slice(verb.index + verb[0].length)}`
      : null;
  },
};
