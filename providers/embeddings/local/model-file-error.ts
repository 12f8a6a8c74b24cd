/** A file of the model is missing, cut short or not what it should be; the message names the file and says why. */
export class ModelFileError extends Error {
  constructor(path: string, problem: string, options: { cause?: unknown } = {}) {
    super(`${path}: ${problem}`, options);
    this.name = 'ModelFileError';
  }
}
