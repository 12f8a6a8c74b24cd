/**
 * Words of questions that say nothing about their topic, by language. Left out of queries only: documents keep every word.
 * Written without accents where people leave them out.
 */
const lists: Record<string, string> = {
  en: `a about after all also am an and any are as at be because been before being between both but by can could did do
does doing done down during each else ever few for from further get gets give given had has have having he her here hers
him his how i if in into is it its itself just let like many may me might more most much must my myself no nor not now of
off on once one only or other our ours out over own per please said same say see shall she should so some such tell than
that the their theirs them then there these they this those through to too under until up upon us use used using very
was way we were what when where whether which while who whom whose why will with within without would you your yours
yourself`,
  de: `aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist bitte bzw da damit dann das dass dem
den denn der deren des dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines
er es etwa etwas euch euer eure fur gab geben gegen geht gibt hab habe haben hat hatte hatten hier ich ihm ihn ihnen ihr ihre
ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes jetzt kann kannst kein keine keinen konnen konnte man manche
mein meine meinem meinen meiner mich mir mit mochte muss mussen nach nicht noch nun nur ob oder ohne sehr sein seine seinem
seinen seiner selbst sich sie sind so soll sollen sollte uber um und uns unser unsere unserem unseren unserer unter viel viele
vom von vor wann war waren warum was welche welchem welchen welcher welches wem wen wenn wer werde werden wie wieso will wir
wird wo woher wohin wollen worden wurde wurden wurde zu zum zur`,
  es: `a al algo alguien algun alguna algunas algunos ante antes aquel aquella asi aun aunque cada como con contra cual cuales
cualquier cuando cuanta cuantas cuanto cuantos de debe debo deben dejar del desde donde dos durante e el ella ellas ellos en
entre era es esa esas ese eso esos esta estan estar estas este esto estos estoy existe favor fue fueron ha haber habia hace
hacen hacer hago han hasta hay he la las le les lo los mas me mi mis mucho muchos muy nada ni no nos nosotros nuestra nuestro o
os otra otras otro otros para pero poco por porque puede pueden puedo pues que quien quienes quiero se sea segun ser si sido
sin sobre solo son soy su sus tal tambien tan tanto te tener tengo tiene tienen toda todas todo todos tu tus un una unas uno
unos usted ustedes y ya yo`,
  fr: `a afin ai alors apres as au aucun aussi autre autres aux avant avec avez avoir avons c car ce ceci cela celle celles celui
ces cet cette ceux chaque chez ci comment d dans de depuis des deux dois doit doivent donc dont du elle elles en encore entre
es est et etait etes etre eu fait faire faut il ils j je jusqu l la le les leur leurs lors lorsque lui m ma mais me meme memes
mes moi mon n ne ni nos notre nous on ont ou par parce pas peu peut peuvent peux plus pour pourquoi puis qu quand que quel
quelle quelles quels qui quoi s sa sans se sera ses si son sont sous suis sur t ta te tes toi ton tous tout toute toutes tres
tu un une va vers veut veux voici voila vos votre vous y`,
  it: `a ad ai al alcun alcuna alcuni alla alle allo anche ancora avere avete che chi ci cio come con cosa cosi cui da dagli dai
dal dalla dalle dallo degli dei del dell della delle dello deve devo di dopo dov dove due e ed egli era essere fa fare fra gli
ha hai hanno ho i il in io l la le lei li lo loro lui ma me mi mia mie miei mio molto ne nei nel nell nella nelle nello noi non
nostra nostro o od ogni per perche piu po poi posso possono prima puo qual quale quali qualche quando quanta quante quanti
quanto quel quella quelle quelli quello questa queste questi questo qui quindi sara se senza si sia siamo siete solo sono sta
stato su sua sue sugli sui sul sulla suo suoi te ti tra tu tua tuo tutta tutte tutti tutto un una uno vi voi vorrei`,
  pt: `a ao aos aquela aquele aquilo as assim ate cada com como contra cujo da das de dela dele deles depois desde deve devo do dos
e ela elas ele eles em entre era es essa essas esse esses esta estao estas este estes estou eu faco fazer foi foram ha isso isto
ja la lhe mais mas me mesmo meu meus minha minhas muito na nao nas nem nenhum no nos nossa nosso num numa o onde os ou para
pela pelas pelo pelos perante pode podem podemos por porque posso pra qual quais qualquer quando quanta quantas quanto quantos
que quem quero se seja sem sempre ser sera seu seus sob sobre so sua suas tal tambem te tem tenho ter teu toda todas todo todos
tu tua um uma umas uns vai voce voces`,
  nl: `aan al alle alles als altijd ander andere ben bij binnen daar dan dat de der deze die dit doe doen door dus een en er ga gaan
geen haar heb hebben hebt heeft hem het hier hij hoe hoeveel hun ik in is ja je jij jou jouw jullie kan kunnen kunt maar mag me
meer men met mij mijn moet moeten na naar niet niets nog nu of om omdat ons onze ook op over per te tegen toch toen tot tussen u
uit uw van veel voor waar waarom wanneer want waren was wat we wel welk welke werd wie wij wil worden wordt zal ze zelf zich zij
zijn zo zonder zou`,
  pl: `a aby ale bardzo bez bo by byc byl byla bylo byly ci cie co czego czemu czy czyli dla dlaczego do gdy gdzie go i ich ile im
inne inny ja jak jaka jakie jaki jako je jego jej jest jestem jeszcze jesli juz kazdy kiedy kim kto ktora ktore ktory ktorych lub
ma mam maja mi mnie moge moglby moi moj moja moje moze mozna mozemy musi my na nad nam nas nasz nasza nasze nawet nich nie nim
niz no o od ona one oni ono oraz po pod ponad poza prosze przed przez przy sa sam si sie skad ta tak taka takie tam te tego tej
ten to tu tych tylko tym u w wam was we wiec wszystkie wszystko wtedy wy z za ze zeby`,
  ru: `а без более больше будет будут бы был была были было быть в вам вас ваш ваша ваши вы во вот все всего всех где да для до
его ее если есть еще же за зачем и из или им их к как какая какие какой какого какую когда кого кому который которая которые кто
ли лучше между меня мне много можно может могу мой моя мы на над надо нам нас наш наша не него нее нет ни них но ну нужно о об
один он она они оно от очень по под пожалуйста почему при про с сам свой свою себя сейчас со сколько так также такой там те тем
то тогда того тоже той только том тот ты у уже хочу чего чем через что чтобы чья чей эта эти это этого этой этот я`,
  tr: `acaba ama ancak artik bana bazi ben beni benim bir biraz biri birkac birsey biz bize bizi bizim bu buna bunda bundan bunlar
bunu bunun bile cok cunku da daha de defa degil diye en gibi hangi hangisi hani hem hep hepsi her herhangi hic icin ile ilgili
ise iste kac kadar kendi ki kim kime kimin lutfen mi mu misin musun nasil ne neden nedir nerede nereden nereye nicin niye
o olan olarak oldugu olur olmak ona onlar onu onun sen seni senin siz size sizi sizin sonra su tum ve var veya vardir ya yani
yapabilirim yok zaman`,
  ar: `ا أ إذا إلا إلى إن أن أنا أنت أو أي أين أيضا الذي التي الذين الى ان انا او اي اين بعد بعض بل بين به بها تكون تلك ثم جدا حتى
حول حيث خلال ذلك سوف عن عند عندما على علي غير في فيه فيها قبل قد كان كانت كل كم كما كيف لا لأن لم لماذا لن له لها لهم لي ليس ما
ماذا ماهي ماهو متى مع من منذ منها منه ممكن نحن نعم هذا هذه هل هم هنا هناك هو هي و وهو وهي يا يتم يجب يكون يمكن يمكنني`,
  hi: `अगर अपना अपनी अपने अब आप आपका आपकी आपके इन इस इसका इसकी इसके इसे उन उनका उनकी उनके उस उसका उसकी उसके एक एवं और कई कब कर करता करते
करना करने करूँ करें कहाँ कहां का कि कितना कितनी कितने किस किसी की कुछ के केवल को कोई कौन कौनसा क्या क्यों गया जब जहाँ जा जाता जाती जाते जिस
जो तक तब तो था थी थे दिया द्वारा न नहीं ने पर फिर बहुत बाद भी मुझे मेरा मेरी मेरे में मैं यदि यह यहाँ या ये रहा रही रहे लिए ले वह वहाँ वाला
वाली वाले वे सकता सकती सकते सब सभी साथ से हम हमारा हमारी हमारे ही हुआ हुई हुए हूँ हूं है हैं हो होगा होता होती होते होना`,
  zh: `的 了 是 在 和 与 及 或 有 我 你 您 他 她 它 我们 你们 您们 他们 这 那 这个 那个 这些 那些 哪 哪个 哪些 哪里 哪儿 什么 怎么 怎样 怎么样 如何
为什么 为何 谁 几 多少 多久 多长 何时 吗 呢 吧 啊 呀 请 请问 可以 能 能够 会 要 想 需要 应该 得 被 把 给 对 从 到 向 由 以 于 就 都 也 还 又 很 更
最 不 没 没有 如果 那么 因为 所以 但是 而 并 等 上 中 里 内 之 其 该 个 些 一个 一下 一些 是否 有没有 是不是 能不能 关于 用 让 使 时候 我的 你的 您的
的话 知道 告诉 想要 想知道 是什么 有什么 多大`,
  ja: `の に は を が で と も や へ から まで より か ね よ な だ です ます でした ました ません ない ある いる する した して しない される れる
られる なる なり この その あの どの これ それ あれ どれ ここ そこ あそこ どこ いつ だれ 誰 何 なに なん 何時 何日 何人 どう どうやって どうすれば
どのように どのくらい どれくらい なぜ いくら いくつ どちら どんな こと もの ため とき 時 場合 私 わたし あなた 的 ください 下さい お ご たい
たら れば て た し せ さ い う ば 教え 教えて でき できる できます られ ましょう でしょう ですか ますか という ついて 関する`,
  ko: `가 이 은 는 을 를 의 에 에서 로 으로 와 과 도 만 까지 부터 그 그것 그리고 그런데 나 나는 내 너 당신 저 저는 제 제가 우리 이것 저것 여기
거기 어디 어디서 어디에서 어디에 언제 누가 누구 무엇 무엇을 무엇인가요 무슨 뭐 어떤 어떻게 어느 왜 얼마 얼마나 몇 것 수 등 및 또는 있다 있나요 있습니까
있는 있어요 있을까요 없다 없나요 하다 하나요 합니까 해야 하면 할 할까요 하는 한 됩니까 되나요 된 되는 인가요 입니까 대한 대해 위해 때 경우 알려 알려주세요
주세요 싶어요 싶습니다 가능한가요 가능합니까 걸리나요 무엇입니까 얼마인가요 얼마입니까`,
};

const sets = new Map(
  Object.entries(lists).map(([language, words]) => [language, new Set(words.split(/\s+/))]),
);
const none: ReadonlySet<string> = new Set();

/** The stop words of a primary language; none where there is no list. */
export const stopWordsOf = (language: string): ReadonlySet<string> => sets.get(language) ?? none;
