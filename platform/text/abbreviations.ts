/** Abbreviations that are followed by more of their sentence, in all languages and by language. */
const common = 'e.g i.e cf vs approx resp incl al mr mrs ms dr prof st z.B bzw ca';
const byLanguage: Record<string, string> = {
  de: 'z.B z d.h d u.a u.U i.d.R i.d o.ä s.o s.u bspw bzgl evtl ggf gem inkl exkl max min mind sog usf vgl zzgl abzgl tel str nr hr fr std tägl jährl mtl bes einschl lt',
  es: 'sr sra srta dra ud uds p.ej ej ee av avda tel núm núms pág págs art aprox máx mín incl depto gral prov c.p',
  fr: 'm mm mme mlle p.ex ex env av bd tél art n° max min incl c.-à-d',
  it: 'sig sigg sig.ra dott dott.ssa ing avv p.es es tel art pag n max min ca ecc.ra',
  pt: 'sr sra srta dra ex p.ex tel art pág núm máx mín aprox av r',
  nl: 'bijv bv d.w.z m.b.t o.a t.a.v tel dhr mevr max min incl excl nr blz',
  pl: 'np tj tzn m.in ul al pl tel nr godz min maks ok wg zob p pp prof',
  ru: 'т.е т.к ул тел им стр см напр',
  tr: 'örn vb vs bkz sn dr tel no cad sok mah',
  sv: 't.ex bl.a d.v.s ca tel nr kl',
  da: 'f.eks bl.a dvs ca tlf nr kl',
  no: 'f.eks bl.a dvs ca tlf nr kl',
};

/** Languages that write ordinal numbers with a full stop. */
export const ordinals: ReadonlySet<string> = new Set([
  'de',
  'da',
  'no',
  'nb',
  'nn',
  'fi',
  'cs',
  'sk',
  'pl',
  'hu',
  'tr',
]);

const patterns = new Map<string, RegExp>();

/** Matches what ends with an abbreviation of a primary language; the space inside `z. B.` may be written or not. */
export function abbreviationsOf(language: string): RegExp {
  const own = byLanguage[language] ?? '';
  const known = patterns.get(own);
  if (known) return known;
  const all = `${common} ${own}`.trim().split(/\s+/);
  const alternatives = all.map((text) =>
    text.replace(/[.+*?^$()|[\]{}\\]/g, '\\$&').replaceAll('\\.', '\\.\\s?'),
  );
  const pattern = new RegExp(`(?:^|[\\s("'«„¿¡])(?:${alternatives.join('|')})\\.\\s*$`, 'iu');
  patterns.set(own, pattern);
  return pattern;
}
