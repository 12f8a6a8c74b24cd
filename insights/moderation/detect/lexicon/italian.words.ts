import type { WordLists } from './lexicon.types.js';

export const italian: WordLists = {
  language: 'it',
  strong:
    'cazzo cazzi cazzone cazzoni stronzo stronzi stronza stronze vaffanculo affanculo fanculo figlio_di_puttana figli_di_puttana puttana puttane troia troie zoccola zoccole coglione coglioni minchia merda merde bastardo bastardi ' +
    'rompicoglioni testa_di_cazzo pezzo_di_merda porco_dio porcodio dio_cane diocane mignotta mignotte bagascia sfigato_di_merda fottiti fottuto fottuta scopare scopata',
  vulgar:
    'culo culi tette cagare cacare cagata fica figa_di pirla incazzato incazzata leccaculo succhiacazzi',
  mild: 'cavolo accidenti dannazione',
  slurs:
    'frocio froci finocchio_di ricchione ricchioni culattone culattoni negro_di_merda negri sporco_negro sporchi_negri terrone terroni zingaro_di_merda zingari_di_merda ebreo_di_merda sporco_ebreo sporchi_ebrei muso_giallo musi_gialli marocchino_di_merda',
  doubtful: 'mongoloide mongoloidi ritardato ritardati handicappato_di travone',
  insults:
    'idiota idioti imbecille imbecilli stupido stupida stupidi cretino cretina cretini deficiente deficienti scemo scema ignorante feccia schifoso schifosa maiale porco buffone fallito falliti inutile ciccione ridicolo',
  sexual:
    'porno pompino pompini sega_mano segaiolo orgia inculare inculata masturbare foto_nuda sesso_anale sesso_orale dildo',
  stems: 'vaffancul testadicazzo stronz coglion',
};
