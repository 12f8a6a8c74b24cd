/** Why an operation cannot become a tool, as the end of a sentence about it. */
export class Unsupported extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Unsupported';
  }
}
