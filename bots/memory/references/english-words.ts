import { wordSet } from './token.js';

/** The closed classes of English words. */
export const questionWords = wordSet('what who whom whose which when where why how');
export const auxiliaries = wordSet(
  "is are was were be been am do does did can could will would shall should may might must has have had 's 're 'll 'd 've isn't aren't don't doesn't didn't can't won't",
);
export const determiners = wordSet('the a an some any this that these those every each no another');
export const possessives = wordSet('my your our their his her its');
export const pronouns = wordSet(
  'i you we they he she it me him us them one ones someone somebody anyone anybody everyone everybody nobody something anything everything nothing mine yours both all',
);
export const prepositions = wordSet(
  'of in on at for from with without to into by about after before during under over between through via per as than since until till within near against around behind beyond like except inside outside across towards',
);
export const conjunctions = wordSet('and or but if because while although whether so unless when');
export const adverbs = wordSet(
  'also too then now here there abroad online today tomorrow yesterday tonight again still already yet only just even ever never always not please instead really very quite almost exactly often usually anyway maybe though elsewhere together much many long far more most less least',
);
/** Words that are verbs at the end of a question, whatever else they may be. */
export const clauseVerbs = wordSet(
  'cost costs open opens close closes work works last lasts start starts end ends begin begins need needs use cover covers support include includes offer take takes run runs charge charges ship ships deliver order return returns refund pay change cancel expire expires weigh weighs mean means apply applies happen happens look arrive arrives leave leaves park stay stop finish contain contains require requires allow allows measure accept get have provide sell produce make do cancel book rent buy hire contact reach visit upgrade downgrade renew restart connect install charge repair replace claim register',
);
export const adjectives = wordSet(
  'available free included possible allowed open closed cheap cheaper cheapest expensive good better best new old big small large long short yearly monthly weekly daily annual premium basic standard express blue red green black white first second third last next other same different digital private public full partial first-class',
);
export const times = wordSet(
  'monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays weekday weekdays weekend weekends january february march april may june july august september october november december spring summer autumn fall winter christmas easter holiday holidays morning mornings afternoon afternoons evening evenings night nights noon midnight today tomorrow yesterday tonight week weeks month months year years day days hour hours minute minutes january',
);
const more = wordSet('am pm');
export const isTime = (lower: string): boolean =>
  times.has(lower) || more.has(lower) || /^\d{1,2}([:.]\d{2})?(am|pm)?$|^\d{4}-\d\d-\d\d$/.test(lower);

/** What things have; a question about the thing is seldom about these. */
export const attributes = wordSet(
  'price cost costs weight size height length width colour color name capacity address email e-mail phone number telephone population fee fees rate duration time date location website url password speed battery age director manager ceo head owner',
);
/** Attributes with a life of their own: they begin, end and cover something. */
export const arrangements = wordSet(
  'guarantee warranty deadline policy period subscription contract insurance membership licence license plan package trial offer discount',
);
