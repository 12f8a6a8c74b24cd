export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** Each in its own words, as one looks for it. */
export const languageNames: Record<Language, string> = { en: 'English', de: 'Deutsch' };

const isLanguage = (tag: string | null | undefined): tag is Language =>
  languages.some((language) => language === tag);

/** The language that was chosen here, or the first of the reader's own that there is. */
export function preferredLanguage(
  stored: string | null,
  ofReader: readonly string[] = navigator.languages,
): Language {
  if (isLanguage(stored)) return stored;
  return ofReader.map((tag) => tag.split('-')[0]).find(isLanguage) ?? 'en';
}

const key = 'language';

export function storedLanguage(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function storeLanguage(language: Language): void {
  try {
    localStorage.setItem(key, language);
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
}
