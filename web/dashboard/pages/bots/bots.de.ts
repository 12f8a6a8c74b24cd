import type { Texts } from '../../i18n/texts.js';
import type { bots as en } from './bots.en.js';

export const bots: Texts<typeof en> = {
  title: 'Bots',
  description:
    'Ein Bot antwortet aus seinen Dokumenten, nennt die Quellen und sagt es, wenn er etwas nicht weiß.',
  new: 'Neuer Bot',
  name: 'Name',
  status: 'Status',
  anyStatus: 'Jeder Status',
  statuses: { active: 'Aktiv', inactive: 'Inaktiv' },
  version: 'Version',
  published: 'Version {version, number}',
  draft: 'Entwurf {version, number}',
  notPublished: 'Nicht veröffentlicht',
  changed: 'Geändert',
  actions: 'Aktionen',
  menu: 'Aktionen für {name}',
  activate: 'Aktivieren',
  activated: '{name} antwortet wieder',
  deactivate: 'Deaktivieren',
  deactivated: '{name} antwortet nicht mehr',
  delete: 'Löschen',
  deleted: '{name} wurde gelöscht',
  deleteTitle: '{name} löschen?',
  deleteText:
    'Sein Wissen, seine Unterhaltungen und alles, was er von Menschen behalten hat, werden mit gelöscht. Das lässt sich nicht rückgängig machen.',
  empty: {
    title: 'Lege deinen ersten Bot an',
    text: 'Wähle eine Vorlage, gib ihm deine Dokumente und frag ihn etwas. Das dauert wenige Minuten und braucht keinen Schlüssel für ein Modell.',
    viewer: 'In dieser Organisation gibt es noch keine Bots. Wer bearbeiten darf, kann einen anlegen.',
  },
  create: {
    title: 'Neuer Bot',
    template: 'Beginne mit',
    name: 'Name',
    language: 'Sprache seiner Dokumente',
    channel: 'Kanal (freiwillig)',
    channelHint: 'Wessen Nachrichten zusammengefasst werden: der Name, unter dem du sie sendest.',
    frequency: 'Wie oft',
    frequencyHint: 'Um 8 Uhr morgens deiner Zeit.',
    daily: 'Täglich',
    weekly: 'Wöchentlich',
    cancel: 'Abbrechen',
    submit: 'Bot anlegen',
    taken: 'Einen Bot dieses Namens gibt es schon.',
    partly: 'Den Bot gibt es, aber nicht alles, was zu ihm gehört',
  },
  templates: {
    support: {
      title: 'Support-Bot',
      text: 'Antwortet Kunden aus deinen Hilfeseiten und Anleitungen.',
      name: 'Support',
      description: 'Beantwortet Fragen von Kunden, mit Quellen.',
      instructions:
        'Du antwortest Kunden. Sei freundlich, kurz und genau. Nutze nur die gegebenen Textstellen. Beantworten sie die Frage nicht, sag das und biete an, sie an einen Menschen weiterzugeben.',
      welcome: 'Hallo! Wobei kann ich helfen?',
      knowledge: 'Hilfeseiten',
    },
    documents: {
      title: 'Dokumenten-Bot',
      text: 'Findet Stellen in Handbüchern, Verträgen und Notizen.',
      name: 'Dokumente',
      description: 'Findet Antworten in Dokumenten und nennt die Stelle.',
      instructions:
        'Du findest Antworten in Dokumenten. Zitiere den entscheidenden Satz und nenne seine Quelle. Füge nichts hinzu, was die Textstellen nicht sagen.',
      welcome: 'Was möchtest du aus den Dokumenten wissen?',
      knowledge: 'Dokumente',
    },
    digest: {
      title: 'Team-Überblick',
      text: 'Weiß, was ein Team geschrieben hat, und fasst es regelmäßig zusammen.',
      name: 'Team-Überblick',
      description: 'Weiß, was das Team besprochen und entschieden hat.',
      instructions:
        'Du sagst einem Team, was besprochen und entschieden wurde. Nenne Entscheidungen, offene Fragen und Aufgaben mit denen, die sie haben. Sag, in welcher Notiz es steht.',
      welcome: 'Frag mich, was das Team besprochen oder entschieden hat.',
      knowledge: 'Team-Notizen',
    },
    blank: {
      title: 'Leerer Bot',
      text: 'Nichts ist ausgefüllt; du entscheidest alles.',
      name: 'Mein Bot',
    },
  },
};
