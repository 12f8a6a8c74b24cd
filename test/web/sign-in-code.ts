/** What `npm start` does for its link, for tests of what becomes of it. */
export { createSignInCode } from '../../accounts/local-sign-in/sign-in-code.js';
