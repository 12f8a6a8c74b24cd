/** A name or value as it is compared: without regard to case, spelling of characters, white space and marks around it. */
export const normalKey = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '') || text.trim().toLowerCase();
