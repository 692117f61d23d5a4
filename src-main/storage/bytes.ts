/** SQLite hands out Node Buffers; the core knows plain byte arrays only (and compares them as such). */
export const plainBytes = (buffer: Uint8Array): Uint8Array =>
  new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
