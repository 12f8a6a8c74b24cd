/** Names of groups that people are hated for belonging to; alternatives of a pattern, folded. */
export const groups = [
  'jews?|jewish(?: people)?|muslims?|moslems?|christians?|hindus?|sikhs?|catholics?|atheists?|arabs?|blacks|black (?:people|folks?|men|women|guys)|africans?|asians?|chinese(?: people)?|mexicans?|latinos?|hispanics?|indians?|whites|white people|gypsies|roma',
  'immigrants?|migrants?|refugees?|foreigners?|illegals|gays?|gay people|lesbians?|homosexuals?|queers?|trans(?:gender)?(?: people)?|transsexuals?|women|females|disabled people|poles|turks|israelis|palestinians|russians|ukrainians',
  'juden|moslems|muslime|schwarzen?|auslander|fluchtlinge|asylanten|migranten|schwule[n]?|lesben|turken|araber|zigeuner|frauen|behinderten?',
  'juifs?|musulmans?|noirs?|arabes?|etrangers?|immigres?|migrants?|refugies?|homosexuels?|gays?|lesbiennes?|roms?|femmes',
  'judios?|musulmanes|negros|moros|arabes|inmigrantes|extranjeros|refugiados|homosexuales|gays|lesbianas|gitanos|mujeres',
  'ebrei|musulmani|negri|neri|arabi|immigrati|stranieri|rifugiati|omosessuali|gay|lesbiche|zingari|rom|donne|judeus|muculmanos|pretos|imigrantes|estrangeiros|refugiados|homossexuais|gays|lesbicas|ciganos|mulheres',
].join('|');

export const slurGroups =
  'niggers?|faggots?|fags|kikes?|spics?|wetbacks?|chinks?|gooks?|beaners?|ragheads?|towelheads?|pakis?|trannies|dykes|coons|kanaken?|schwuchteln?|bougnoules?|sudacas?|maricones|froci|negros de mierda';
