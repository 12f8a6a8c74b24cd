import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
const { default: setup } = await import('./global-setup.ts');

export default setup;
