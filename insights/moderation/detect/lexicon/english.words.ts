import type { WordLists } from './lexicon.types.js';

export const english: WordLists = {
  language: 'en',
  strong:
    'fuck fucks fucked fucker fuckers fucking fuckin fuckn fck fckn fcking fuk fukn fukin fuking fucc phuck effing motherfucker motherfuckers motherfucking muthafucka mothafucka muhfucka mofo mofos stfu gtfo ' +
    'wtf cunt cunts shit shits shitty shitter shitting shithead shitheads bullshit horseshit dipshit fuckwit fuckface fuckboy fuckboi fuckery clusterfuck',
  vulgar:
    'bitch bitches bitchy bitching bitchin bitchass biatch biotch bich bihh hoe hoes ho hos hoeing hoeass thot thots whore whores slut sluts slutty skank skanks ass asses asshole assholes arsehole ' +
    'arseholes arse arses dumbass dumbasses jackass jackasses smartass fatass bastard bastards dick dicks dickhead dickheads prick pricks cock cocks cocksucker cocksuckers pussy pussies pussys ' +
    'twat twats wanker wankers wank tosser tossers bollocks bellend knobhead douche douches douchebag douchebags piss_off pissed_off pissy titties tits titty boobies jizz cum bitchez btch btchs bish hoez',
  mild: 'damn damned dammit goddamn goddamned crap crappy hell bloody piss pissed heck freaking frickin suck sucks sucked bugger arsed turd turds boob boobs butt butts screw_you',
  slurs:
    'nigger niggers nigguh faggot faggots fag fags faggy fagot kike kikes spic spics spick wetback wetbacks chink chinks gook gooks beaner beaners raghead ragheads towelhead towelheads sandnigger ' +
    'sand_nigger sand_niggers paki pakis porch_monkey jigaboo pickaninny coon coons zipperhead slanteye camel_jockey muzzie muzzies mudslime tranny trannies shemale dyke dykes whitetrash white_trash ' +
    'honky honkies honkie cracker_ass wigger wiggers gypo pikey pikeys carpet_muncher fudgepacker sodomite sodomites subhuman untermensch heeb heebs',
  doubtful:
    'nigga niggas niggaz niggah niggahs nig nigs nicca niccas nikka nikkas negro negroes queers queer_ass homo homos retard retards retarded tard tards spastic spaz mong mongoloid redneck rednecks hillbilly ' +
    'dyke cripple gimp squaw injun injuns jap japs guido gringo gringos teabagger teabaggers gaywad half_breed whitey darkie darky uncle_tom coonass',
  insults:
    'idiot idiots idiotic moron morons moronic imbecile imbeciles stupid dumb loser losers pathetic worthless scum scumbag scumbags dumbfuck numbnuts pig pigs trash garbage clown ugly disgusting freak freaks creep ' +
    'creeps weirdo coward cowards liar psycho lunatic braindead halfwit nitwit dimwit dunce airhead vermin filth degenerate degenerates parasite simp incel incels lowlife fool fools cretin fatso lardass useless brainless',
  sexual:
    'porn porno pornhub pornography blowjob blowjobs handjob handjobs rimjob gangbang gangbangs creampie deepthroat cumshot cumshots dildo dildos masturbate masturbating masturbation jerk_off jerking_off jack_off ' +
    'milf milfs hentai nsfw xxx nudes nude_pics orgy orgies anal_sex oral_sex bukkake bdsm camgirl camgirls onlyfans horny boner erection threesome cock_sucking suck_my_dick eat_pussy sexting upskirt fellatio cunnilingus',
  stems: 'fuck bitch nigger faggot asshole cocksuck motherfuck bullshit shithead dumbass',
};
