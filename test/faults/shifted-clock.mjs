// Preloaded by a process whose clock jumps: `Date` is ahead of the machine's by as many milliseconds as a file says.
import { readFileSync } from 'node:fs';

const file = process.env.CLOCK_OFFSET_FILE;
const lookAgainMs = 100;
let offset = 0;
const look = () => {
  try {
    offset = Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    offset = 0;
  }
};
if (file) {
  look();
  setInterval(look, lookAgainMs).unref();
  const RealDate = globalThis.Date;
  globalThis.Date = class Date extends RealDate {
    constructor(...given) {
      if (given.length === 0) super(RealDate.now() + offset);
      else super(...given);
    }
    static now() {
      return RealDate.now() + offset;
    }
  };
}
