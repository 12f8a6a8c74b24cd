import type { Texts } from '../i18n/texts.js';
import type { session as en } from './session.en.js';

export const session: Texts<typeof en> = {
  signIn: {
    title: 'Anmelden',
    lead: 'Bots, die aus deinen Dokumenten antworten.',
    name: 'Benutzername oder E-Mail',
    password: 'Passwort',
    code: 'Code deines Authenticators',
    codeHint: 'Sechs Ziffern oder einer deiner Wiederherstellungscodes.',
    submit: 'Anmelden',
    noAccount: 'Noch kein Konto?',
    register: 'Registrieren',
    expired: 'Deine Sitzung ist zu Ende. Melde dich an, um dort weiterzumachen, wo du warst.',
    signedOut: 'Du bist abgemeldet.',
    wrong: 'Der Name oder das Passwort ist falsch.',
    wrongCode: 'Der Code stimmt nicht. Warte auf den nächsten und versuche es noch einmal.',
  },
  register: {
    title: 'Konto anlegen',
    lead: 'Du bekommst eine eigene Organisation und kannst später anderen beitreten.',
    username: 'Benutzername',
    usernameHint: '3 bis 64 Buchstaben, Ziffern, Punkte, Binde- oder Unterstriche.',
    email: 'E-Mail',
    name: 'Dein Name',
    optional: 'freiwillig',
    password: 'Passwort',
    passwordHint: 'Mindestens 8 Zeichen; mehrere Wörter sind besser als eines.',
    submit: 'Konto anlegen',
    haveAccount: 'Du hast ein Konto?',
    signIn: 'Anmelden',
    taken: 'Diesen Benutzernamen oder diese E-Mail gibt es schon.',
  },
  welcome: {
    failedTitle: 'Dieser Link öffnet nichts mehr',
    failed:
      'Er gilt einmal, 15 Minuten lang und nur auf diesem Rechner. Starte die Plattform neu, um einen neuen zu bekommen, oder melde dich an: Das Terminal sagt, wo das Passwort des Administrators steht.',
    signIn: 'Anmelden',
  },
};
