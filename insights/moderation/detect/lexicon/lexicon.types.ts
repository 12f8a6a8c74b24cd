/** What a word says by itself, each from 0 to 1. */
export interface Weight {
  /** Vulgar, whoever it is about. */
  profanity: number;
  /** Contempt for a group of people. */
  hate: number;
  /** Contempt for a person, when it is directed at one. */
  insult: number;
  /** Explicit. */
  sexual: number;
}

/** The words of one language by what they are; each list separates by spaces, `_` joins words of a phrase. */
export interface WordLists {
  language: string;
  strong?: string;
  vulgar?: string;
  mild?: string;
  slurs?: string;
  /** Slurs that those whom they were meant for also use, and words with an innocent meaning beside. */
  doubtful?: string;
  insults?: string;
  sexual?: string;
  /** Parts that make any longer word that holds them as strong as they are. */
  stems?: string;
}

export const weights: Record<Exclude<keyof WordLists, 'language' | 'stems'>, Weight> = {
  strong: { profanity: 0.92, hate: 0, insult: 0.45, sexual: 0.15 },
  vulgar: { profanity: 0.78, hate: 0, insult: 0.5, sexual: 0.2 },
  mild: { profanity: 0.35, hate: 0, insult: 0.2, sexual: 0 },
  slurs: { profanity: 0.9, hate: 0.88, insult: 0.9, sexual: 0 },
  doubtful: { profanity: 0.72, hate: 0.4, insult: 0.7, sexual: 0 },
  insults: { profanity: 0.3, hate: 0, insult: 0.8, sexual: 0 },
  sexual: { profanity: 0.6, hate: 0, insult: 0.1, sexual: 0.85 },
};
