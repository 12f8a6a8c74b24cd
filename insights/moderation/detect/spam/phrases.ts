/** What unasked-for advertising and fraud say, in several languages; the folded text is searched. */
export const spamPhrases: { pattern: RegExp; weight: number; name: string }[] = (
  [
    [
      'money',
      0.45,
      String.raw`(?:make|earn|win|get)(?: up to| over)? ?(?:\$|€|£|usd )?\d[\d,.]*k?(?: dollars| usd)? ?(?:per|a|every|/) ?(?:day|week|hour|month)|(?:make|earn) (?:easy |fast |quick )?money|work from home|passive income|get rich|double your (?:money|bitcoin|investment)|guaranteed (?:returns?|profits?|income)|risk[- ]free (?:investment|profit)|financial freedom`,
    ],
    [
      'prize',
      0.5,
      String.raw`(?:you(?:['’]ve| have)|congratulations)[^.]{0,40} (?:won|been selected|been chosen)|claim (?:your|a|the) (?:\w+ )?(?:prize|reward|gift|bonus|voucher)|free (?:gift ?cards?|iphones?|money|bitcoin|vouchers?|robux|v-?bucks|nitro)|lottery winner|lucky winner`,
    ],
    [
      'urgency',
      0.3,
      String.raw`act now|limited[- ]time(?: only| offer)?|offer (?:ends|expires)|don['’]?t miss (?:out|this)|hurry(?: up)?[!,]|last chance|only \d+ (?:left|spots|remaining)|while supplies last|order now|buy now|call now|sign up (?:now|today)|apply now`,
    ],
    [
      'call',
      0.3,
      String.raw`click (?:here|the link|this link|below|on my profile)|(?:visit|check(?: out)?|follow|see) (?:my|our|this) (?:website|site|link|profile|channel|page|bio|onlyfans|store|shop)|link in (?:my )?bio|dm me (?:for|to|now)|(?:text|whatsapp|telegram|message) (?:me|us) (?:at|on|now|for)|subscribe to my`,
    ],
    [
      'goods',
      0.45,
      String.raw`(?:buy|cheap|discount|order)(?: \w+){0,2} (?:viagra|cialis|pills|meds|rolex|replica|watches|followers|likes|backlinks|essays?)|(?:viagra|cialis|levitra|xanax|oxycodone)\b|100% (?:free|guaranteed|legit|genuine)|no (?:credit check|prescription|experience needed|obligation)|weight[- ]loss (?:pills?|miracle|secret)|lose \d+ (?:pounds|kg|lbs)|(?:seo|marketing) services|guest post|increase your (?:sales|traffic|followers)|online casino|free spins|sports betting tips`,
    ],
    [
      'crypto',
      0.45,
      String.raw`(?:bitcoin|btc|crypto|eth|usdt|forex|nft)(?: \w+){0,3} (?:giveaway|airdrop|investment|signals?|profits?|trading platform|expert|recovery)|send (?:\d[\d.]* )?(?:btc|eth|bitcoin)[^.]{0,40}(?:receive|get)|(?:trading|investment) (?:expert|mentor|manager)|presale is live|to the moon`,
    ],
    [
      'phishing',
      0.5,
      String.raw`(?:verify|confirm|update|validate) your (?:account|password|identity|payment|billing|bank|wallet)|your (?:account|card|paypal|wallet)(?: \w+){0,3} (?:suspended|locked|limited|blocked|disabled|on hold)|unusual (?:activity|sign-?in)|seed phrase|connect your wallet|(?:enter|provide) your (?:password|card|bank|ssn|pin)`,
    ],
    [
      'german',
      0.45,
      String.raw`(?:jetzt|hier) (?:klicken|kaufen|bestellen|anmelden)|geld verdienen|sie haben gewonnen|gratis (?:gutschein|geschenk|iphone)|nur (?:heute|noch heute)|von zuhause arbeiten|ohne risiko|konto (?:wurde )?gesperrt|klick(?:e|en sie)? (?:hier|auf)`,
    ],
    [
      'french',
      0.45,
      String.raw`cliquez ici|gagnez? (?:de l['’]argent|jusqu)|vous avez gagne|offre limitee|achetez maintenant|sans risque|cadeau gratuit|travaille[rz] (?:de la maison|a domicile)|compte (?:a ete )?(?:suspendu|bloque)`,
    ],
    [
      'spanish',
      0.45,
      String.raw`haz clic|gana (?:dinero|hasta)|has ganado|oferta limitada|compra ahora|sin riesgo|regalo gratis|trabaja desde casa|cuenta (?:ha sido )?(?:suspendida|bloqueada)|clique aqui|ganhe dinheiro|voce ganhou|compre (?:agora|ja)|trabalhe em casa|clicca qui|guadagna|hai vinto|compra (?:ora|subito)|lavora da casa`,
    ],
  ] as const
).map(([name, weight, source]) => ({
  name,
  weight,
  pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${source})(?![\p{L}])`, 'giu'),
}));
