import { setNonce } from 'get-nonce';

/** Of this very page: styles that a script writes into it must carry it, or the policy refuses them. */
export const styleNonce: string =
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// What keeps the page from scrolling behind a dialog asks for it there.
setNonce(styleNonce);
