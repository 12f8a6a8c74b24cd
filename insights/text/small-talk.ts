/** What keeps a conversation going and says nothing about its subject, by language, without accents. */
const lists: Record<string, string> = {
  en: `yeah yes yep yup no nope ok okay oh ah hmm hm um uh er well hi hello hey bye goodbye thanks thank thx please sorry
welcome sure right alright fine great good nice cool wow lol haha really actually just maybe perhaps anyway guess mean know
think thing things something anything lot bit kind sort going gonna wanna got let lets look looks see say says yet still
quite pretty too dear sir madam mr mrs ms guys everyone everybody morning afternoon evening day pls hmmm yah since agreed wonderful excellent perfect instead every each another whole same around`,
  de: `ja nein ok okay ach oh hm tja na hallo hi hey tschuss danke bitte entschuldigung sorry klar gut prima super toll genau
eigentlich vielleicht wohl eben halt mal schon ding sache sachen stimmt richtig also naja moin servus morgen abend tag leute
glaube finde denke weiss`,
  fr: `oui non ok okay ah oh euh hum ben bon bien alors voila salut bonjour bonsoir merci pardon desole super genial accord
peut-etre vraiment chose choses truc trucs quoi hein enfin jour monsieur madame crois pense sais`,
  es: `si no ok okay ah oh eh hum bueno bien vale hola adios gracias perdon favor claro genial super quiza quizas verdad cosa
cosas pues buenos buenas dias tardes noches senor senora creo pienso se`,
  it: `si no ok okay ah oh eh ciao buongiorno grazie prego scusa scusi bene allora dunque certo magari davvero cosa cose forse
credo penso so`,
  pt: `sim nao ok okay ah oh ola oi tchau obrigado obrigada desculpa bem bom certo talvez coisa coisas acho penso sei boa dia tarde
noite`,
  nl: `ja nee ok oke ah oh hallo hoi doei bedankt dank sorry goed prima leuk misschien eigenlijk ding dingen denk vind weet`,
};
const sets = new Map(Object.entries(lists).map(([language, list]) => [language, new Set(list.split(/\s+/))]));

export const isSmallTalk = (word: string, language: string): boolean =>
  sets.get(language)?.has(word) ?? false;
