import type { SafeStorage } from 'electron'
import { expect, test } from 'vitest'
import { createSafeKeychain } from './safeKeychain.ts'

/** As Electron's: strings in, bytes out, throwing on foreign ciphertext. */
function createStorage(backend: ReturnType<SafeStorage['getSelectedStorageBackend']>) {
  const storage: Pick<
    SafeStorage,
    'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
  > = {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => backend,
    encryptString: (text) => Buffer.from(`v11${text}`).map((byte) => byte ^ 90) as Buffer,
    decryptString(bytes) {
      const text = Buffer.from(bytes.map((byte) => byte ^ 90)).toString()
      if (!text.startsWith('v11')) throw new Error('Error while decrypting')
      return text.slice(3)
    },
  }
  return storage as SafeStorage
}

test('a key comes back as it was, whatever its bytes', () => {
  const keychain = createSafeKeychain(createStorage('gnome_libsecret'), 'linux')
  const key = Uint8Array.from({ length: 32 }, (_, index) => 255 - index)
  const wrapped = keychain.wrap(key)
  expect(wrapped).not.toEqual(key)
  expect(keychain.unwrap(wrapped)).toEqual(key)
})

test('a key of another keychain is answered with nothing', () => {
  const keychain = createSafeKeychain(createStorage('kwallet6'), 'linux')
  expect(keychain.unwrap(new Uint8Array([1, 2, 3]))).toBeUndefined()
})

test('a back end that only obscures is refused on Linux', () => {
  expect(createSafeKeychain(createStorage('basic_text'), 'linux').available).toBe(false)
  expect(createSafeKeychain(createStorage('unknown'), 'linux').available).toBe(false)
  expect(createSafeKeychain(createStorage('gnome_libsecret'), 'linux').available).toBe(true)
})

test('macOS and Windows have no back ends to choose from', () => {
  const storage = createStorage('basic_text')
  storage.getSelectedStorageBackend = () => {
    throw new Error('not on this platform')
  }
  expect(createSafeKeychain(storage, 'darwin').available).toBe(true)
})
