/**
 * What a page of Foyer may load, wherever it is served from: its own files. `wasm-unsafe-eval` is for
 * libsodium; styles are inline because Mantine and Tiptap write them at run time, and nothing external
 * can load anyway. `'self'` in connect-src covers the same origin's WebSocket.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
