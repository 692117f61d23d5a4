/** The operating system's place for secrets (Electron safeStorage); absent in the browser host. */
export interface Keychain {
  /** False where there is none, or only one that does not protect (`basic_text`, rule 25). */
  readonly available: boolean
  wrap(secret: Uint8Array): Uint8Array
  /** Undefined when this keychain did not wrap it. */
  unwrap(wrapped: Uint8Array): Uint8Array | undefined
}
