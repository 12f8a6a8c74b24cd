import tseslint from 'typescript-eslint';
import importX from 'eslint-plugin-import-x';
import jsxA11y from 'eslint-plugin-jsx-a11y-x';
import reactHooks from 'eslint-plugin-react-hooks';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';

/** Which rooms each room may import. Rooms are reached through their index.ts, except contracts and platform. */
const domain = ['contracts', 'platform'];
const everyDomain = [
  ...domain,
  'accounts',
  'jobs',
  'providers',
  'knowledge',
  'insights',
  'community',
  'bots',
  'webhooks',
  'backups',
];
const mayImport = {
  contracts: [],
  platform: ['contracts'],
  accounts: domain,
  jobs: [...domain, 'accounts'],
  providers: [...domain, 'accounts', 'jobs'],
  knowledge: [...domain, 'accounts', 'jobs', 'providers'],
  community: [...domain, 'accounts', 'jobs', 'providers'],
  insights: [...domain, 'accounts', 'jobs', 'providers'],
  bots: [...domain, 'accounts', 'jobs', 'providers', 'knowledge', 'insights'],
  webhooks: [...domain, 'accounts', 'jobs'],
  backups: [...domain, 'accounts', 'jobs', 'knowledge', 'insights'],
  activities: everyDomain,
  workflows: ['contracts'],
  api: everyDomain,
  web: ['contracts'],
};
const rooms = [...Object.keys(mayImport), 'bin', 'test', 'bench'];
const openRooms = new Set(['contracts', 'platform']);

const zones = Object.entries(mayImport).flatMap(([room, allowed]) => [
  {
    target: `./${room}`,
    from: rooms.filter((other) => other !== room && !allowed.includes(other)).map((other) => `./${other}`),
    message: `${room} may import only: ${allowed.join(', ') || 'nothing'}`,
  },
  ...allowed
    .filter((other) => !openRooms.has(other))
    .map((other) => ({
      target: `./${room}`,
      from: `./${other}`,
      except: ['./index.ts'],
      message: `${other} is reached through ${other}/index.ts`,
    })),
]);
/** Types of activities are all a workflow may know of them, and tests may use the test helpers. */
const exempt = [
  { files: ['workflows/**/*.ts'], off: ['activities'] },
  { files: ['**/*.test.ts'], off: ['test', 'workflows', 'activities', 'bin'] },
];
const zonesWithout = (off) =>
  zones.map((zone) =>
    Array.isArray(zone.from)
      ? { ...zone, from: zone.from.filter((path) => !off.includes(path.slice(2))) }
      : zone,
  );

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'dist.*/',
      'node_modules/',
      '.cache/',
      '.data/',
      'coverage/',
      'web/dashboard/api/schema.ts',
    ],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './web/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          project: ['./tsconfig.json', './web/tsconfig.json'],
          noWarnOnMultipleProjects: true,
        }),
      ],
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      // Dependencies are objects of functions that never use `this`; they are taken apart freely.
      '@typescript-eslint/unbound-method': 'off',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-default-export': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read configuration through platform/config.' },
      ],
    },
  },
  ...exempt.map(({ files, off }) => ({
    files,
    rules: { 'import-x/no-restricted-paths': ['error', { zones: zonesWithout(off) }] },
  })),
  {
    files: ['workflows/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^(?!@temporalio/(workflow|common)$|\\.)', message: 'A workflow does no I/O.' },
            {
              regex: 'activities/',
              allowTypeImports: true,
              message: 'A workflow imports the types of activities only.',
            },
          ],
        },
      ],
      'no-restricted-globals': ['error', 'fetch', 'process', 'setImmediate', 'WebSocket'],
    },
  },
  {
    files: ['web/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended, jsxA11y.configs.recommended],
    rules: {
      // What a page is made of is sent to every browser: of the contracts it knows the types.
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: 'contracts/',
              allowTypeImports: true,
              message: 'The dashboard imports types of contracts only.',
            },
            { regex: '^(node:|express|mongoose)', message: 'The dashboard runs in browsers.' },
            {
              regex: '^@tabler/icons-react/',
              message: 'Icons are imported from the package itself, whose unused ones are left out.',
            },
          ],
        },
      ],
      // A handler may be a promise that nobody waits for, where what goes wrong is told by a toast.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // The router's redirects are thrown.
      '@typescript-eslint/only-throw-error': 'off',
    },
  },
  // Its tests run in Node.
  { files: ['web/**/*.test.ts'], rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
  {
    files: ['contracts/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^(?!zod$|\\.)', message: 'Contracts import only zod.' }] },
      ],
    },
  },
  {
    files: [
      'platform/config/**/*.ts',
      'bin/**/*.ts',
      'test/**/*.ts',
      'bench/**/*.ts',
      '**/*.test.ts',
      '**/*.fixture.ts',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts', 'bench/load/**/*.ts', 'bench/eval/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['bin/**/*.ts', 'bench/**/*.ts'], rules: { 'no-console': 'off' } },
  // Jest wants these two as default exports.
  { files: ['test/helpers/global-*.ts'], rules: { 'import-x/no-default-export': 'off' } },
);
