import type { WordLists } from './lexicon.types.js';

export const spanish: WordLists = {
  language: 'es',
  strong:
    'puta putas puto putos hijo_de_puta hijos_de_puta hijoputa hijueputa hdp joder jodido jodida jodete jódete mierda mierdas cabrón cabron cabrones cabrona coño cono_de pendejo pendejos pendeja gilipollas polla pollas ' +
    'chinga chingar chingada chingado chinga_tu_madre verga vergas pinche pinches culero culeros malparido malparida zorra zorras perra_de vete_a_la_mierda que_te_jodan follar fóllate capullo carajo huevón huevon boludo pelotudo pelotudos',
  vulgar: 'culo culos tetas cojones ojete hostia_puta come_mierda comemierda soplapollas',
  mild: 'caray maldito maldita demonios',
  slurs:
    'sudaca sudacas maricón maricon maricones marica maricas negrata negratas moro_de_mierda moros_de_mierda gitano_de_mierda judío_de_mierda judio_de_mierda negro_de_mierda negros_de_mierda panchito panchitos bollera bolleras tortillera travelo travelos indio_de_mierda',
  doubtful: 'mogólico mogolico mongolo subnormal subnormales retrasado retrasados',
  insults:
    'idiota idiotas imbécil imbecil imbéciles estúpido estupido estúpida estupidos tonto tontos tarado tarados inútil inutil basura escoria asqueroso asquerosa payaso payasos burro cerdo cerda fracasado fracasados feo gordo_asqueroso',
  sexual:
    'porno pornografía mamada mamadas paja_rusa correrse orgía orgia nudes fotos_desnuda masturbar sexo_anal sexo_oral consolador',
  stems: 'hijoputa gilipoll comemierda maricon',
};
