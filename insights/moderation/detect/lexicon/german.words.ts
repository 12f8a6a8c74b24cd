import type { WordLists } from './lexicon.types.js';

export const german: WordLists = {
  language: 'de',
  strong:
    'arschloch arschlöcher arschlocher arschgesicht arschgeige wichser wichse fotze fotzen hurensohn hurensöhne hurensohne hure huren nutte nutten schlampe schlampen ficken fick fickt gefickt verfickt verfickte verfickter ficker fick_dich ' +
    'missgeburt drecksau drecksack drecksau scheißkerl scheisskerl hurenkind wixer wixxer',
  vulgar:
    'scheiße scheisse scheiß scheiss beschissen beschissene verpiss verpisst verpiss_dich verdammte_scheisse kackbratze titten muschi schwanzlutscher pisser arsch ärsche kacke kotzbrocken',
  mild: 'verdammt mist verflucht kack',
  slurs:
    'kanake kanaken schwuchtel schwuchteln neger nigger zigeunerpack judensau judenschwein judenschweine kümmeltürke kummelturke schlitzauge schlitzaugen untermensch untermenschen kameltreiber transe transen dreckstürke dreckstürken',
  doubtful: 'zigeuner spast spasti spasten mongo behindi kampflesbe',
  insults:
    'idiot idioten idiotin vollidiot vollidioten trottel volltrottel depp deppen vollpfosten dummkopf blödmann blödmänner dumm dumme_sau vollspast penner schwachkopf schwein schweine abschaum dreckskerl versager missgeburt fettsack ekelhaft widerlich lappen opfer_du hirnlos',
  sexual:
    'porno pornos blasen_mir wichsen bumsen fickfilme sexfilm nacktbilder gangbang analsex oralsex dildo masturbieren',
  stems: 'arschloch hurensohn wichser fotze scheiss schwuchtel kanake',
};
