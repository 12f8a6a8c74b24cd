const { default: Sequencer } = require('@jest/test-sequencer');

/** The tests that wait longest, and start platforms of their own, before the others: what is left for the end is short. */
const long =
  /\/test\/(faults|contract|vectors|deployment)\/|access-matrix|\/workflows\/|maker-dies|default-limits/;

/** Without times of an earlier run jest begins with the largest files, which are not those that take longest. */
module.exports = class LongFirst extends Sequencer {
  sort(tests) {
    const isLong = ({ path }) => Number(long.test(path));
    return super.sort(tests).toSorted((a, b) => isLong(b) - isLong(a));
  }
};
