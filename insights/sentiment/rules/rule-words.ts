/** Words that change what others say. */
export interface RuleWords {
  /** They turn the following words round. */
  negations: ReadonlySet<string>;
  /** They make the following word stronger, or weaker. */
  boosters: ReadonlySet<string>;
  dampeners: ReadonlySet<string>;
  /** What follows them counts more than what went before. */
  contrasts: ReadonlySet<string>;
  /** What follows them is not so. */
  unreal: ReadonlySet<string>;
  /** In some languages `nicht` may also stand behind. */
  negationBehind: boolean;
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

const languages: Record<string, RuleWords> = {
  en: {
    negations: setOf(
      `not no never none nobody nothing neither nor without cannot cant wont dont doesnt didnt isnt arent wasnt werent shouldnt wouldnt
couldnt hasnt havent hadnt mustnt aint nope rarely seldom hardly barely scarcely lacking nowhere can't won't don't doesn't
didn't isn't aren't wasn't weren't shouldn't wouldn't couldn't hasn't haven't hadn't mustn't ain't`,
    ),
    boosters: setOf(
      `very really so extremely incredibly absolutely completely totally super truly highly deeply especially most much too utterly
insanely hella freaking fucking fuckin friggin frickin effing amazingly awfully terribly remarkably particularly purely quite such
unbelievably enormously exceptionally entirely thoroughly soo sooo soooo pretty`,
    ),
    dampeners: setOf(
      'almost barely hardly kinda kind-of sort-of sorta slightly somewhat little less partly occasionally marginally fairly',
    ),
    contrasts: setOf('but however yet although though'),
    unreal: setOf('if wish would could might should hope hopefully wanna unless wished'),
    negationBehind: false,
  },
  de: {
    negations: setOf('nicht kein keine keinen keinem keiner keines nie niemals nichts ohne weder kaum nix'),
    boosters: setOf(
      'sehr wirklich so total extrem unglaublich absolut völlig echt besonders überaus ungemein voll mega richtig äußerst ganz super',
    ),
    dampeners: setOf('etwas bisschen einigermaßen halbwegs relativ fast beinahe teilweise ziemlich'),
    contrasts: setOf('aber jedoch doch allerdings sondern obwohl'),
    unreal: setOf('wenn falls würde könnte hätte wäre hoffentlich'),
    negationBehind: true,
  },
  fr: {
    negations: setOf('ne n pas jamais aucun aucune rien sans ni guère'),
    boosters: setOf(
      'très vraiment si tellement extrêmement incroyablement absolument complètement totalement trop super hyper particulièrement tout',
    ),
    dampeners: setOf('peu presque assez plutôt légèrement relativement moins'),
    contrasts: setOf('mais cependant pourtant toutefois bien-que'),
    unreal: setOf('si serait pourrait aurait espère espérons'),
    negationBehind: true,
  },
  es: {
    negations: setOf('no nunca jamás nada nadie sin ni tampoco ningún ninguna ninguno'),
    boosters: setOf(
      'muy realmente tan extremadamente increíblemente absolutamente completamente totalmente demasiado súper super bastante',
    ),
    dampeners: setOf('poco casi algo ligeramente relativamente menos'),
    contrasts: setOf('pero sin-embargo aunque sino'),
    unreal: setOf('si sería podría ojalá espero'),
    negationBehind: false,
  },
  it: {
    negations: setOf('non mai nessuno nessuna niente nulla senza né neanche'),
    boosters: setOf(
      'molto davvero così estremamente incredibilmente assolutamente completamente totalmente troppo super veramente tanto',
    ),
    dampeners: setOf('poco quasi abbastanza leggermente relativamente meno piuttosto'),
    contrasts: setOf('ma però tuttavia anche-se'),
    unreal: setOf('se sarebbe potrebbe spero magari'),
    negationBehind: false,
  },
  pt: {
    negations: setOf('não nao nunca jamais nada ninguém sem nem nenhum nenhuma'),
    boosters: setOf(
      'muito realmente tão extremamente incrivelmente absolutamente completamente totalmente demais super bastante',
    ),
    dampeners: setOf('pouco quase levemente relativamente menos'),
    contrasts: setOf('mas porém contudo embora'),
    unreal: setOf('se seria poderia espero tomara'),
    negationBehind: false,
  },
};

const none: RuleWords = {
  ...{
    negations: setOf('ikke inte nie не нет ei değil ne nem nu niet geen tidak không लेकिन नहीं لا ليس لم'),
    boosters: setOf('very'),
    dampeners: setOf('slightly'),
  },
  ...{ contrasts: setOf('but maar men ale но ama mutta ma'), unreal: setOf('if'), negationBehind: false },
};

export const ruleWordsOf = (language: string): RuleWords => languages[language] ?? none;
