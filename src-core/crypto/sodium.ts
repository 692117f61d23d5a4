import sodium from 'libsodium-wrappers'

let loaded = false

/** Loads libsodium's WebAssembly. Await it once at start; everything else here is synchronous. */
export async function ready(): Promise<void> {
  await sodium.ready
  loaded = true
}

/** The library, for the files of this folder only. */
export function library(): typeof sodium {
  if (!loaded) throw new Error('broken invariant: crypto is used before ready()')
  return sodium
}
