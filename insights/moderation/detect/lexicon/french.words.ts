import type { WordLists } from './lexicon.types.js';

export const french: WordLists = {
  language: 'fr',
  strong:
    'putain putains pute putes salope salopes salaud salauds enculé encule enculés enculer enculée connard connards connasse connasses conne fils_de_pute fdp ntm nique_ta_mère nique_ta_mere niquer nique_ta ' +
    'va_te_faire_foutre va_te_faire_enculer branleur branleurs couille couilles bite bites grognasse pouffiasse pétasse petasse',
  vulgar:
    'merde merdes merdique chier fait_chier emmerde emmerder emmerdeur foutre bordel_de cul trou_du_cul trouduc ta_gueule tg gueule_toi salopard salopards',
  mild: 'bordel zut punaise mince_alors',
  slurs:
    'négro negro nègre negre nègres bougnoule bougnoules bicot bicots youpin youpins sale_juif sale_arabe sale_noir sales_juifs sales_arabes sales_noirs pédé pede pédés tapette tapettes tarlouze gouine gouines raton_arabe chinetoque chinetoques',
  doubtful: 'gitan_voleur mongol mongolien triso attardé attardés travelo',
  insults:
    'idiot idiots idiote imbécile imbeciles imbéciles crétin cretin crétins abruti abrutis débile debile débiles stupide nul_à_chier bouffon minable raclure ordure ordures pourriture déchet dechet dégueulasse tocard clochard con cons',
  sexual:
    'porno pornos branlette branlettes pipe_baveuse sodomie sodomiser levrette partouze baiser_ta photos_nues masturber éjaculer gode godes',
  stems: 'encule connard salope putain',
};
