/** Cryptographic randomness; seeded in the simulator only. */
export interface Random {
  bytes(length: number): Uint8Array
}
