import { errorMessage } from '../../platform/errors/app-error.js';

/** Runs a command of the terminal: it ends with 0 when `main` says that all went well, otherwise with 1, and tells errors in a sentence. */
export function runCommand(main: () => Promise<boolean>): void {
  Promise.resolve()
    .then(main)
    .then(
      (isGood) => (process.exitCode = isGood ? 0 : 1),
      (error: unknown) => {
        console.error(`\n${errorMessage(error)}`);
        process.exitCode = 1;
      },
    );
}

/** Steps that undo what a command opened, the last first, whatever becomes of the others. */
export function undoing() {
  const steps: (() => Promise<unknown>)[] = [];
  return {
    later: (step: () => Promise<unknown>): void => void steps.push(step),
    async now(): Promise<void> {
      for (const step of steps.splice(0).reverse()) await step();
    },
  };
}
