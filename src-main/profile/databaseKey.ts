import { FoyerError } from '../../src-core/base/errors.ts'
import { openAead, ready, sealAead, wipe } from '../../src-core/crypto/index.ts'
import type { Keychain, Random } from '../../src-core/ports/index.ts'
import { associatedData, KEY_FILE_FORMAT, type KeyFile } from './keyFile.ts'
import { ARGON2ID, derivePassphraseKey, SALT_BYTES } from './passphraseKey.ts'

export interface KeyGuards {
  readonly keychain: Keychain | null
  readonly random: Random
}

/** Wraps `key` by the keychain, or by the passphrase where one is given. */
export async function protectKey(
  key: Uint8Array,
  passphrase: string | undefined,
  { keychain, random }: KeyGuards,
): Promise<KeyFile> {
  if (passphrase === undefined) {
    if (!keychain?.available) throw new FoyerError('KEYCHAIN_UNAVAILABLE')
    return { format: KEY_FILE_FORMAT, protectedBy: 'keychain', wrapped: copy(keychain.wrap(key)) }
  }
  await ready()
  const head = {
    format: KEY_FILE_FORMAT,
    protectedBy: 'passphrase',
    kdf: 'argon2id13',
    ...ARGON2ID,
    salt: copy(random.bytes(SALT_BYTES)),
  } as const
  const wrappingKey = await derivePassphraseKey({ ...head, passphrase })
  const sealed = copy(sealAead(wrappingKey, key, associatedData(head), random))
  wipe(wrappingKey)
  return { ...head, sealed }
}

/** Throws FoyerError WRONG_PASSPHRASE, KEYCHAIN_UNAVAILABLE (also when it holds another key). */
export async function revealKey(
  file: KeyFile,
  passphrase: string | undefined,
  { keychain }: KeyGuards,
): Promise<Uint8Array> {
  if (file.protectedBy === 'keychain') {
    const key = keychain?.available ? keychain.unwrap(file.wrapped) : undefined
    if (!key) throw new FoyerError('KEYCHAIN_UNAVAILABLE')
    return key
  }
  if (passphrase === undefined) throw new FoyerError('WRONG_PASSPHRASE')
  await ready()
  const wrappingKey = await derivePassphraseKey({ ...file, passphrase })
  const key = openAead(wrappingKey, file.sealed, associatedData(file))
  wipe(wrappingKey)
  if (!key) throw new FoyerError('WRONG_PASSPHRASE')
  return key
}

const copy = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes)
