/** Words of English questions that say nothing about their topic. Left out of queries only: documents keep every word. */
export const stopWords: ReadonlySet<string> = new Set(
  `a about after all also am an and any are as at be because been before being between both but by can could did do does
doing done down during each else ever few for from further get gets give given had has have having he her here hers him
his how i if in into is it its itself just let like many may me might more most much must my myself no nor not now of
off on once one only or other our ours out over own per please said same say see shall she should so some such tell than
that the their theirs them then there these they this those through to too under until up upon us use used using very
was way we were what when where whether which while who whom whose why will with within without would you your yours
yourself`.split(/\s+/),
);
