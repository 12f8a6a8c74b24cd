/** Tokens that a model takes, prompt and answer together, by the beginning of its name; the longest one that fits counts. */
const windows: Record<string, number> = {
  'gpt-3.5-turbo': 16_385,
  'gpt-3.5-turbo-instruct': 4_096,
  'gpt-4': 8_192,
  'gpt-4-32k': 32_768,
  'gpt-4-turbo': 128_000,
  'gpt-4o': 128_000,
  'gpt-4.1': 1_047_576,
  'gpt-5': 272_000,
  o1: 200_000,
  'o1-mini': 128_000,
  o3: 200_000,
  o4: 200_000,
  claude: 200_000,
};

/** What a model of which nothing is known can be trusted with. */
const unknown = 8_192;

/** How many tokens a model takes; a cautious figure for one that is not known. */
export function contextWindowOf(model: string): number {
  const name = model.replace(/^ft:/, '');
  const [best] = Object.keys(windows)
    .filter((beginning) => name.startsWith(beginning))
    .sort((a, b) => b.length - a.length);
  return (best === undefined ? undefined : windows[best]) ?? unknown;
}
