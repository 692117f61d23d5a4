import { randomBytes } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import { protectKey, revealKey } from './databaseKey.ts'

/** Every key that a passphrase was turned into, as it was handed out. */
const derived: Uint8Array[] = vi.hoisted(() => [])
vi.mock('./passphraseKey.ts', async (original) => {
  const real = await original<typeof import('./passphraseKey.ts')>()
  return {
    ...real,
    // What it takes is none of this test's business.
    async derivePassphraseKey({ passphrase }: { readonly passphrase: string }) {
      const key = new Uint8Array(32).fill(passphrase.length)
      derived.push(key)
      return key
    },
  }
})

const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) }

it('rule 25: the key that a passphrase makes is gone when the database’s is wrapped or opened', async () => {
  const guards = { keychain: null, random }
  const key = random.bytes(32)
  const file = await protectKey(key, 'a passphrase', guards)
  expect(await revealKey(file, 'a passphrase', guards)).toEqual(key)
  await expect(revealKey(file, 'another passphrase', guards)).rejects.toMatchObject({
    code: 'WRONG_PASSPHRASE',
  })
  expect(derived).toHaveLength(3)
  for (const one of derived) expect(one.every((byte) => byte === 0)).toBe(true)
})
