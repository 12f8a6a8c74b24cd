import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

const brand: MantineColorsTuple = [
  '#eef1fd',
  '#dbe1f8',
  '#b5c0ef',
  '#8c9de6',
  '#6a7fde',
  '#556cd9',
  '#4960d6',
  '#3b4fc4',
  '#3346b0',
  '#273a9c',
];

/** A little blue in the greys, as in the light ones. */
const dark: MantineColorsTuple = [
  '#dfe2e8',
  '#b9bfca',
  '#a3abb8',
  '#5f6774',
  '#434956',
  '#343943',
  '#24282f',
  '#1d2026',
  '#16181d',
  '#111317',
];

export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 6 },
  colors: { brand, dark },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    // The element that it would put into a menu is none that a menu may have.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Modal: { styles: { title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' } } },
    Drawer: { styles: { title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' } } },
  },
  variantColorResolver: defaultVariantColorsResolver,
});

/** Mantine's own greys and reds have too little contrast for small text (WCAG 2.2, 1.4.3: 4.5 to 1). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-text': '#1b1f27',
    '--mantine-color-dimmed': '#566070',
    '--mantine-color-placeholder': '#6b7380',
    '--mantine-color-error': '#c92a2a',
    '--mantine-color-anchor': '#3346b0',
    '--app-surface': '#ffffff',
    '--app-canvas': '#f7f8fa',
    '--app-border': '#e3e6eb',
    '--app-tint': '#eef1fd',
  },
  dark: {
    '--mantine-color-body': '#16181d',
    '--mantine-color-text': '#dfe2e8',
    '--mantine-color-dimmed': '#a3abb8',
    '--mantine-color-placeholder': '#8f98a6',
    '--mantine-color-error': '#ff8f8f',
    '--mantine-color-anchor': '#a9b6f2',
    '--app-surface': '#1d2026',
    '--app-canvas': '#16181d',
    '--app-border': '#2e323b',
    '--app-tint': '#262c45',
  },
});
