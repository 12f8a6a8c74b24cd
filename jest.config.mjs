/** Two projects: unit tests run in the test process, end-to-end tests drive compiled processes over HTTP. */
const common = {
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  modulePathIgnorePatterns: [
    '<rootDir>/dist/',
    '<rootDir>/dist\\..*/',
    '<rootDir>/.cache/',
    '<rootDir>/.data/',
  ],
  testEnvironment: 'node',
};

const isFaults = process.env.FAULTS === 'full';

export default {
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.e2e\\.test\\.ts$'],
    },
    {
      ...common,
      displayName: 'e2e',
      testMatch: ['<rootDir>/**/*.e2e.test.ts'],
      // Every process is killed once with all other tests; the rest of the faults is for `npm run test:faults`.
      testPathIgnorePatterns: ['/node_modules/', ...(isFaults ? [] : ['\\.long\\.e2e\\.test\\.ts$'])],
      globalSetup: '<rootDir>/test/helpers/global-setup.mjs',
      globalTeardown: '<rootDir>/test/helpers/global-teardown.mjs',
    },
  ],
  testSequencer: '<rootDir>/test/helpers/long-first.cjs',
  testTimeout: 60_000,
};
