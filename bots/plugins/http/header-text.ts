/** Headers that say how a message is sent; whoever could set them could smuggle another one in. */
const ofTheConnection = new Set([
  ...['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'expect'],
  ...['keep-alive', 'proxy-authorization', 'proxy-connection', 'cookie', 'content-encoding'],
]);

/** A name that may be sent as a header or a cookie (RFC 9110, 5.6.2). */
export const isHeaderName = (name: string): boolean =>
  name.length <= 100 &&
  /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) &&
  !ofTheConnection.has(name.toLowerCase());

/** One line of what HTTP calls field content (RFC 9110, 5.5): nothing that could begin another header. */
export const isHeaderText = (text: string): boolean =>
  text.length <= 8_192 && /^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(text);
