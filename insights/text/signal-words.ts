/** What sentences are known by, of one language. */
export interface SignalWords {
  /** An agreement that was reached. */
  decision: RegExp;
  /** The speaker takes something on. */
  promise: RegExp;
  /** Somebody is asked to do something. */
  request: RegExp;
  /** `Anna will …`: group 1 is who, group 2 what. */
  assignment: RegExp;
  /** Until when; group 1 is the time. */
  due: RegExp;
  /** What turns a sentence into its opposite. */
  negation: RegExp;
  /** A question without a question mark. */
  question: RegExp;
}

const day = {
  en: `(?:next |this )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|month)|tomorrow(?: morning| noon| evening)?|today|tonight|noon|midnight|eod|eow|cob|(?:the )?end of (?:the |this |next )?(?:day|week|month|sprint|quarter|year)`,
  de: `(?:nächste[nrm]? |kommende[nr]? |diese[nr]? )?(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|woche|monat)|morgen(?: früh| mittag| abend)?|heute(?: abend)?|übermorgen|(?:zum )?ende (?:der|des|dieser) (?:woche|monats|tages)|wochenende`,
  fr: `(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?: prochain| soir| matin)?|demain(?: matin| soir| midi)?|aujourd['’]hui|ce soir|la fin (?:de la semaine|du mois|de la journée)|la semaine prochaine`,
  es: `(?:el )?(?:próximo )?(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)|mañana(?: por la mañana| por la tarde)?|hoy|esta noche|(?:el )?fin(?:al)? (?:de semana|de la semana|de mes|del mes|del día)|la (?:próxima semana|semana que viene)`,
};
const date = String.raw`\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}\.?(?:\d{2,4})?|\d{1,2}(?::\d{2})? ?(?:am|pm|h|uhr)\b|\d{1,2}:\d{2}`;
const months = `(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*`;

const who = String.raw`(\p{Lu}[\p{L}\p{N}'’-]*|@[\p{L}\p{N}._-]+)`;
const words = (pattern: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'iu');

export const signalWords: Record<string, SignalWords> = {
  en: {
    decision: words(
      `we(?:['’]ve| have)? (?:all )?(?:agreed|decided|settled)|(?:it['’]?s|that['’]?s|is|was|been) (?:now )?(?:decided|settled|agreed|approved)|let['’]?s (?:go with|stick with|do that|do it|settle on)|we(?:['’]ll| will| are going to) (?:go with|stick with|use|move to|switch to|postpone|launch)|decision(?: is|:)|going with|agreed(?:[.!,:]|$)|it['’]?s a deal|approved(?:[.!,]|$)|the plan is`,
    ),
    promise: words(
      `I(?:['’]ll| will| shall| can take| am going to|['’]m going to|['’]m on it)|on it|leave it to me|consider it done|I can (?:do|handle|prepare|send|write|fix|take)`,
    ),
    request: words(
      `(?:can|could|would|will) you|please|you (?:should|need to|have to|must)|todo|action item|assigned to`,
    ),
    assignment: new RegExp(
      `(?:^|[\\s,;(])${who}(?: will|['’]ll| is going to| has to| needs to| should| must| to)(?: please)? ((?!be |not )[a-z]+ .+)`,
      'u',
    ),
    due: new RegExp(
      `\\b(?:by|until|till|before|due(?: on)?|no later than|on) ((?:${day.en}|${date}|(?:the )?\\d{1,2}(?:st|nd|rd|th)(?: of ${months})?|${months} \\d{1,2}(?:st|nd|rd|th)?)(?: (?:at )?\\d{1,2}(?::\\d{2})? ?(?:am|pm)?)?)|\\b(tomorrow|tonight|today|next (?:week|month|monday|tuesday|wednesday|thursday|friday)|this (?:week|afternoon|evening))\\b`,
      'iu',
    ),
    negation: words(
      `not|no|never|none|nobody|nothing|neither|nor|without|cannot|can['’]?t|won['’]?t|don['’]?t|doesn['’]?t|didn['’]?t|isn['’]?t|aren['’]?t|wasn['’]?t|weren['’]?t|shouldn['’]?t|wouldn['’]?t|couldn['’]?t|hasn['’]?t|haven['’]?t|hadn['’]?t|mustn['’]?t|ain['’]?t|unable|refuses?|refused`,
    ),
    question:
      /^(?:(?:what|who|where|when|why|how|which|whose) |(?:do|does|did|can|could|would|will|is|are|shall|should|have|has) (?:you|we|they|it|he|she|i|there|this|that|anyone|anybody|someone) )/i,
  },
  de: {
    decision: words(
      `(?:wir )?(?:haben )?(?:uns )?(?:entschieden|geeinigt|beschlossen|vereinbart)|abgemacht|einverstanden(?:[.!,]|$)|dann (?:machen|nehmen) wir(?: es)?(?: so)?|wir (?:nehmen|machen|bleiben bei|verwenden|verschieben|starten)|beschluss|es bleibt (?:bei|dabei)|so machen wir(?: es|['’]s)`,
    ),
    promise: words(
      `ich (?:werde|mache|kümmere mich|übernehme|schicke|schreibe|bereite|erledige|prüfe|rufe|bringe|kann)|mach(?:e)? ich|übernehme ich|erledige ich`,
    ),
    request: words(
      `(?:kannst|könntest|würdest) du|(?:können|könnten|würden) sie|bitte|du (?:solltest|musst)|aufgabe`,
    ),
    assignment: new RegExp(
      `(?:^|[\\s,;(])${who} (?:wird|soll|muss|kümmert sich|übernimmt|macht|schickt|bereitet|prüft|schreibt) (.+)`,
      'u',
    ),
    due: new RegExp(
      `(?<!\\p{L})(?:bis(?: zum| spätestens| nächsten)?|spätestens|vor|am) ((?:${day.de}|${date}))|(?<!\\p{L})(morgen|heute abend|übermorgen|nächste woche)(?!\\p{L})`,
      'iu',
    ),
    negation: words(`nicht|kein|keine[nmrs]?|nie|niemals|niemand|nichts|ohne|weder|nirgends|nein`),
    question:
      /^(?:was|wer|wo|wann|warum|wie|welche[rsn]?|wieso|wohin|woher|kannst du|könnt ihr|hast du|habt ihr|bist du|ist das|gibt es|sollen wir|wollen wir) /i,
  },
  fr: {
    decision: words(
      `(?:nous avons|on a) (?:tous )?(?:décidé|convenu|choisi|validé)|c['’]est (?:décidé|convenu|validé|entendu)|on (?:part sur|garde|va faire comme ça|prend|reporte)|d['’]accord, on|nous (?:allons utiliser|partons sur|reportons)|décision|entendu(?:[.!,]|$)|marché conclu`,
    ),
    promise: words(
      `je (?:vais|m['’]en (?:occupe|charge)|m['’]occupe|me charge|ferai|prépare|préparerai|prends|envoie|enverrai|rédige|vérifie|peux)`,
    ),
    request: words(
      `(?:peux|pourrais)[- ]tu|(?:pouvez|pourriez)[- ]vous|s['’]il (?:te|vous) plaît|merci de|il faut que tu|tu (?:dois|devrais)`,
    ),
    assignment: new RegExp(
      `(?:^|[\\s,;(])${who} (?:va|doit|devra|s['’]occupe(?:ra)?|se charge(?:ra)?|enverra|préparera|fera) (.+)`,
      'u',
    ),
    due: new RegExp(
      `(?<!\\p{L})(?:avant|d['’]ici(?: à)?|pour|jusqu['’]à|au plus tard) ((?:${day.fr}|le \\d{1,2}(?: \\p{L}+)?|${date}))|(?<!\\p{L})(demain|ce soir|la semaine prochaine)(?!\\p{L})`,
      'iu',
    ),
    negation: words(`ne|n['’]\\p{L}+|pas|jamais|aucun|aucune|rien|personne|sans|ni|non`),
    question:
      /^(?:que|qui|où|quand|pourquoi|comment|combien|quel(?:le)?s?|est-ce que|qu['’]est-ce|as-tu|avez-vous|peux-tu|pouvez-vous) /i,
  },
  es: {
    decision: words(
      `(?:hemos|hemos todos) (?:decidido|acordado|quedado)|(?:decidimos|acordamos|quedamos en)|queda (?:decidido|acordado)|está decidido|vamos con|nos quedamos con|de acuerdo(?:[.!,]|$)|trato hecho|decisión|usaremos|aplazamos`,
    ),
    promise: words(
      `(?:yo )?(?:voy a|me encargo|me ocupo|lo haré|lo hago|prepararé|preparo|enviaré|envío|escribiré|revisaré|reviso|puedo)|yo lo`,
    ),
    request: words(`(?:puedes|podrías|puede|podría|podéis)|por favor|tienes que|debes|deberías`),
    assignment: new RegExp(
      `(?:^|[\\s,;(])${who} (?:va a|debe|tiene que|se encarga(?:rá)? de|se ocupa(?:rá)? de|enviará|preparará|hará) (.+)`,
      'u',
    ),
    due: new RegExp(
      `(?<!\\p{L})(?:para|antes de(?:l)?|hasta|a más tardar) ((?:el )?(?:${day.es}|el \\d{1,2}(?: de \\p{L}+)?|${date}))|(?<!\\p{L})(mañana|esta noche|la próxima semana)(?!\\p{L})`,
      'iu',
    ),
    negation: words(`no|nunca|jamás|nadie|nada|ningún|ninguna|ninguno|sin|ni|tampoco`),
    question: /^[¿]|^(?:qué|quién|dónde|cuándo|por qué|cómo|cuánto|cuál) /i,
  },
};

/** In all languages at once, for one whose words are not known here. */
export const signalsOf = (language: string): SignalWords | undefined => signalWords[language];
