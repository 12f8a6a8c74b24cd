import react from '@vitejs/plugin-react-swc';

/** How Vite makes the dashboard, for a build and for development alike. */
export const webSettings = {
  root: 'web/dashboard',
  configFile: false,
  // The platform's own settings are no business of a page, and Vite would read them from `.env`.
  envDir: false,
  plugins: [react()],
  build: {
    target: 'es2022',
    // Those that know `light-dark()`, nesting and `:has()`: all since May 2024.
    cssTarget: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    emptyOutDir: true,
    manifest: true,
    // The policy of the page has no place for `data:` scripts or styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What changes with a package's version only is kept by browsers when our own code changes.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 3 },
            { name: 'tanstack', test: /node_modules\/@tanstack\//, priority: 2 },
          ],
        },
      },
    },
  },
};
