/** What one archive holds: its originals, one of its JSON files, and of that what examples may take. */
export const contentLimits = {
  files: 4_900,
  bytes: 480_000_000,
  jsonBytes: 20_000_000,
  examplesBytes: 18_000_000,
} as const;
