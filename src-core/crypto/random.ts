/** Cryptographic randomness: the shape of the `Random` port, which this folder may not import. */
export interface RandomSource {
  bytes(length: number): Uint8Array
}
