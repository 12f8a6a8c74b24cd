/** Languages that documents are often written in; the API takes any. */
const tags = [
  ...['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'cs', 'da', 'sv', 'nb', 'fi', 'hu', 'ro', 'el', 'tr'],
  ...['ru', 'uk', 'ar', 'he', 'hi', 'ja', 'ko', 'zh', 'id', 'vi'],
];

/** For a field to choose one, by their names in the reader's language. */
export function documentLanguages(reader: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([reader], { type: 'language' });
  return tags
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label, reader));
}
