/** Fault tests run small with all others, and in full with `npm run test:faults`. */
export const size = (small: number, full: number): number => (process.env.FAULTS === 'full' ? full : small);
