import type { Texts } from '../i18n/texts.js';
import type { kit as en } from './kit.en.js';

export const kit: Texts<typeof en> = {
  error: {
    title: 'Das hat nicht geklappt',
    requestId: 'Anfrage {id}',
    retry: 'Noch einmal versuchen',
    home: 'Zurück zu deinen Bots',
    notFoundTitle: 'Hier ist nichts',
    notFound:
      'Die Seite gibt es nicht, oder was sie zeigte, wurde gelöscht oder gehört einer anderen Organisation.',
    codes: {
      NETWORK: 'Der Server ist nicht zu erreichen. Prüfe die Verbindung und versuche es noch einmal.',
      FORBIDDEN: 'Deine Rolle in dieser Organisation erlaubt das nicht.',
      NOT_FOUND: 'Das gibt es nicht mehr, oder es gehört einer anderen Organisation.',
      RATE_LIMIT_EXCEEDED:
        'Zu viele Anfragen in kurzer Zeit. Warte einen Moment und versuche es noch einmal.',
      BUDGET_EXCEEDED: 'Das Budget für Modelle ist aufgebraucht. Ein Eigentümer kann es erhöhen.',
      PROVIDER_ERROR:
        'Das Modell hat nicht richtig geantwortet. Versuche es noch einmal oder wähle ein anderes.',
      SERVICE_UNAVAILABLE: 'Der Server ist ausgelastet oder startet gerade. Versuche es gleich noch einmal.',
      SERVER_ERROR: 'Auf dem Server ging etwas schief. Bleibt es dabei, melde es mit der Nummer der Anfrage.',
      PAYLOAD_TOO_LARGE: 'Das ist zu groß zum Senden.',
    },
    crashTitle: 'Diese Seite funktioniert nicht mehr',
    crash:
      'Der Fehler liegt bei uns. Gespeichertes ist nicht verloren; meist hilft es, die Seite neu zu laden.',
    reload: 'Seite neu laden',
  },
  table: {
    sortAscending: 'Nach {column} aufsteigend sortieren',
    sortDescending: 'Nach {column} absteigend sortieren',
    search: 'Suchen',
    clearSearch: 'Suche leeren',
    none: 'Nichts gefunden',
    noneHint: 'Versuche weniger Buchstaben oder einen anderen Filter.',
    clearFilters: 'Alles zeigen',
    range: '{from, number}–{to, number} von {total, number}',
    loading: 'Wird geladen',
    previous: 'Vorige Seite',
    next: 'Nächste Seite',
    page: 'Seite {page, number} von {pages, number}',
    pages: 'Seiten',
  },
  confirm: {
    cancel: 'Abbrechen',
    typeName: 'Zur Bestätigung {name} eingeben',
  },
  dialog: { close: 'Schließen' },
  copy: { copy: 'Kopieren', copied: 'Kopiert' },
  form: {
    addEntry: 'Tippen und Enter drücken',
    notJson: 'Das ist kein gültiges JSON',
    required: 'Das wird gebraucht',
    secretKept: 'Ein Wert ist gespeichert. Lass das Feld leer, um ihn zu behalten.',
  },
};
