import type { SafeStorage } from 'electron'
import type { Keychain } from '../../src-core/ports/index.ts'

/** Linux backends that only obscure: a key kept by them would protect nobody (protocol rule 25). */
const unprotected = ['basic_text', 'unknown']

/** The operating system's keychain, once the app is ready. */
export function createSafeKeychain(
  safeStorage: SafeStorage,
  platform = process.platform,
): Keychain {
  const isProtected = () =>
    platform !== 'linux' || !unprotected.includes(safeStorage.getSelectedStorageBackend())
  return {
    available: safeStorage.isEncryptionAvailable() && isProtected(),
    wrap: (secret) =>
      Uint8Array.from(safeStorage.encryptString(Buffer.from(secret).toString('base64'))),
    unwrap(wrapped) {
      try {
        const text = safeStorage.decryptString(Buffer.from(wrapped))
        return Uint8Array.from(Buffer.from(text, 'base64'))
      } catch {
        return undefined
      }
    },
  }
}
