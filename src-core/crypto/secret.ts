import { library } from './sodium.ts'

/** In constant time for equal lengths. */
export const equalSecret = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && (a.length === 0 || library().memcmp(a, b))

/** Overwrites with zeros. Copies that the runtime made are beyond reach. */
export function wipe(...secrets: Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0)
}
