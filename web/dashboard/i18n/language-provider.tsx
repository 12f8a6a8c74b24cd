import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { IntlProvider } from 'use-intl';
import type { en } from './en.js';
import { preferredLanguage, storedLanguage, storeLanguage, type Language } from './languages.js';
import type { Texts } from './texts.js';

type Messages = Texts<typeof en>;

/** Only the language that is read is fetched. */
const load: Record<Language, () => Promise<Messages>> = {
  en: async () => (await import('./en.js')).en,
  de: async () => (await import('./de.js')).de,
};

interface LanguageChoice {
  language: Language;
  choose(language: Language): void;
}

const LanguageContext = createContext<LanguageChoice | null>(null);

/** The language of the interface, and how to choose another one. */
export function useLanguage(): LanguageChoice {
  const choice = use(LanguageContext);
  if (!choice) throw new Error('useLanguage needs a LanguageProvider around it');
  return choice;
}

/** Shows its children in the reader's language, once its texts are there. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [wanted, setWanted] = useState(() => preferredLanguage(storedLanguage()));
  const [shown, setShown] = useState<{ language: Language; messages: Messages } | null>(null);
  useEffect(() => {
    let isWanted = true;
    void load[wanted]().then((messages) => {
      if (!isWanted) return;
      document.documentElement.lang = wanted;
      setShown({ language: wanted, messages });
    });
    return () => {
      isWanted = false;
    };
  }, [wanted]);
  const choice = useMemo<LanguageChoice | null>(
    () =>
      shown && {
        language: shown.language,
        choose: (language) => {
          storeLanguage(language);
          setWanted(language);
        },
      },
    [shown],
  );
  if (!shown || !choice) return null;
  return (
    <LanguageContext value={choice}>
      <IntlProvider
        locale={shown.language}
        // The keys and the names of values are checked by the English texts, whichever language is shown.
        messages={shown.messages as typeof en}
        timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}
      >
        {children}
      </IntlProvider>
    </LanguageContext>
  );
}
