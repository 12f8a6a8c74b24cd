import type { WordLists } from './lexicon.types.js';

export const portuguese: WordLists = {
  language: 'pt',
  strong:
    'puta putas filho_da_puta filhos_da_puta fdp caralho caralhos porra foda_se foda-se fodase foder fodido fodida fode merda merdas cuzão cuzao cuzões buceta bucetas boceta cacete vai_tomar_no_cu vai_se_foder vsf vtnc tnc ' +
    'arrombado arrombados arrombada piranha_de vadia vadias vagabunda vagabundas corno cornos desgraçado desgraçada cabrão cabrao puta_que_pariu pqp escroto escrotos otário otario otários',
  vulgar:
    'cu bunda_mole bosta bostas cagar cagão cagao peitos_dela rola_grossa piroca pirocas pau_no_cu punheteiro',
  mild: 'droga maldito caramba',
  slurs:
    'viado viados veado_de_merda bicha_de bichona bichonas sapatão sapatao sapatona traveco travecos macaco_preto preto_de_merda pretos_de_merda crioulo_de neguinho_de_merda judeu_de_merda paneleiro paneleiros cigano_de_merda boiola boiolas',
  doubtful: 'mongol mongoloide retardado retardados retardada',
  insults:
    'idiota idiotas imbecil imbecis estúpido estupido estúpida burro burra babaca babacas trouxa lixo nojento nojenta palhaço palhaco inútil inutil fracassado fracassados porco escória escoria verme vermes ridículo',
  sexual:
    'porno pornô boquete boquetes punheta punhetas siririca trepar suruba nudes fotos_nua masturbar sexo_anal sexo_oral gozar_na consolo_sexual',
  stems: 'filhodaputa arrombad fodase',
};
