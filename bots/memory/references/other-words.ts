import { wordSet } from './token.js';

/** The closed classes of a language, as far as references need them. */
export interface Words {
  question: ReadonlySet<string>;
  auxiliary: ReadonlySet<string>;
  determiner: ReadonlySet<string>;
  possessive: ReadonlySet<string>;
  pronoun: ReadonlySet<string>;
  preposition: ReadonlySet<string>;
  conjunction: ReadonlySet<string>;
  adverb: ReadonlySet<string>;
  verb: ReadonlySet<string>;
  time: ReadonlySet<string>;
  /** What announces a follow-up, and goes. */
  opener: RegExp;
  /** Stands for the subject of the question before. */
  pronouns: RegExp;
  /** `the second one`; the first group is the number. */
  ordinal: RegExp;
  numbers: Record<string, number>;
}

const words = (
  list: Record<
    | 'question'
    | 'auxiliary'
    | 'determiner'
    | 'possessive'
    | 'pronoun'
    | 'preposition'
    | 'conjunction'
    | 'adverb'
    | 'verb'
    | 'time',
    string
  >,
) =>
  Object.fromEntries(Object.entries(list).map(([name, text]) => [name, wordSet(text)])) as Record<
    keyof typeof list,
    ReadonlySet<string>
  >;

export const otherWords: Record<string, Words> = {
  de: {
    ...words({
      question: 'was wer wem wen wann wo wohin woher warum wieso wie welche welcher welches welchen wieviel',
      auxiliary:
        'ist sind war waren wird werden kann können könnte darf dürfen muss müssen soll sollen hat haben habe',
      determiner: 'der die das den dem des ein eine einen einem einer eines kein keine keinen',
      possessive:
        'mein meine meinen meinem meiner dein deine ihr ihre ihren ihrem ihrer unser unsere euer eure sein seine',
      pronoun: 'ich du er sie es wir man ihn ihm mich mir dich dir uns euch',
      preposition:
        'in im am an auf für mit ohne zu zum zur von vom bei beim nach aus bis ab seit vor über unter gegen um während pro per innerhalb außerhalb',
      conjunction: 'und oder aber wenn weil ob dass',
      adverb:
        'auch dann dort hier heute morgen gestern noch nur sonntags montags dienstags mittwochs donnerstags freitags samstags abends morgens nachts lange viel oft online',
      verb: 'kostet kosten öffnet öffnen schließt gilt gelten dauert beginnt endet enthält umfasst gibt bietet liefert liefern versendet funktioniert läuft wiegt braucht bekommt bekommen',
      time: 'montag dienstag mittwoch donnerstag freitag samstag sonntag sonntags montags dienstags mittwochs donnerstags freitags samstags wochenende feiertag feiertage feiertagen januar februar märz april mai juni juli august september oktober november dezember sommer winter frühling herbst weihnachten ostern morgen abend nacht heute woche monat jahr',
    }),
    opener:
      /^(?:und|aber|oder|auch)\s+(?:was ist mit\s+|wie (?:ist|sieht) es (?:mit\s+|bei\s+)?)?|^(?:was ist mit|wie sieht es mit|wie ist es mit|wie sieht es)\s+/i,
    pronouns: /(?<![\p{L}])(?:er|sie|es|ihn|das|dies|dieses)(?![\p{L}])/u,
    ordinal:
      /(?<![\p{L}])(?:der|die|das|den|dem|beim)\s+(erste|zweite|dritte|vierte|letzte)[nrsm]?(?!\s+\p{Lu})(?![\p{L}])/iu,
    numbers: { erste: 0, zweite: 1, dritte: 2, vierte: 3, letzte: -1 },
  },
  es: {
    ...words({
      question:
        'qué que quién cuándo cuando dónde donde cuánto cuanto cuánta cuántos cuántas cómo como cuál cual cuáles',
      auxiliary: 'es son está están hay ha han puede puedo pueden podemos debe',
      determiner: 'el la los las un una unos unas este esta estos estas ese esa algún alguna',
      possessive: 'mi mis tu tus su sus nuestro nuestra',
      pronoun: 'yo tú él ella ellos ellas nosotros usted ustedes se me te lo le les',
      preposition: 'de del en a al para por con sin desde hasta sobre durante entre según',
      conjunction: 'y o pero si',
      adverb: 'también allí aquí hoy mañana ayer ahora más abierto abierta cerrado cerrada',
      verb: 'cuesta cuestan abre abren cierra cierran dura duran incluye incluyen ofrece ofrecen ofrecéis empieza termina vale tiene tienen funciona pesa envían envía',
      time: 'lunes martes miércoles jueves viernes sábado sábados domingo domingos festivo festivos enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre verano invierno primavera otoño navidad mañana tarde noche semana mes año fin',
    }),
    opener:
      /^(?:¿\s*)?(?:y|pero|o)\s+(?:qu[eé] (?:hay de|pasa con|tal)\s+)?|^(?:¿\s*)?qu[eé] (?:hay de|pasa con|tal)\s+/iu,
    pronouns: /(?<![\p{L}])(?:eso|esto|él|ella)(?![\p{L}])/u,
    ordinal:
      /(?<![\p{L}])(?:el|la|del|al)\s+(primer[oa]|segund[oa]|tercer[oa]|últim[oa])(?![\p{L}])(?!\s+\p{Ll}{4,}s?\b(?<!cuesta|incluye))/iu,
    numbers: {
      primero: 0,
      primera: 0,
      segundo: 1,
      segunda: 1,
      tercero: 2,
      tercera: 2,
      último: -1,
      última: -1,
    },
  },
  fr: {
    ...words({
      question: "qui que quoi quand où combien comment pourquoi quel quelle quels quelles qu'est-ce",
      auxiliary: 'est sont a ont peut puis peuvent doit est-ce y a-t-il',
      determiner: "le la les l' un une des ce cette ces",
      possessive: 'mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs',
      pronoun: 'je tu il elle on nous vous ils elles me te se',
      preposition: "de du des d' en à au aux pour par avec sans depuis jusqu'à sur pendant dans chez entre",
      conjunction: 'et ou mais si',
      adverb: "aussi là ici aujourd'hui demain hier maintenant plus ouvert ouverte fermé fermée",
      verb: 'coûte coûtent ouvre ouvrent ferme ferment dure durent comprend inclut incluent offre proposez commence finit vaut pèse livrez fonctionne',
      time: 'lundi mardi mercredi jeudi vendredi samedi samedis dimanche dimanches férié fériés janvier février mars avril mai juin juillet août septembre octobre novembre décembre été hiver printemps automne noël matin soir nuit semaine mois an année week-end',
    }),
    opener:
      /^(?:et|mais|ou)\s+(?:qu['’]en est-il (?:de\s+|du\s+|des\s+|pour\s+)?)?|^qu['’]en est-il (?:de\s+|du\s+|des\s+|pour\s+)?/iu,
    pronouns: /(?<![\p{L}])(?:ça|cela)(?![\p{L}])|-(?:t-)?(?:il|elle|ils|elles)(?![\p{L}])/u,
    ordinal:
      /(?<![\p{L}])(?:le|la|du|au)\s+(premier|première|deuxième|second|seconde|troisième|dernier|dernière)(?![\p{L}])/iu,
    numbers: {
      premier: 0,
      première: 0,
      deuxième: 1,
      second: 1,
      seconde: 1,
      troisième: 2,
      dernier: -1,
      dernière: -1,
    },
  },
};
