import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FoyerError } from '../../src-core/base/errors.ts'
import { wipe } from '../../src-core/crypto/index.ts'
import type {
  Keychain,
  OpenedProfile,
  Random,
  Vault,
  VaultState,
} from '../../src-core/ports/index.ts'
import { createFileBlobs, writeDurably } from '../storage/createFileBlobs.ts'
import { createSqliteStorage } from '../storage/createSqliteStorage.ts'
import { onDisk } from '../storage/failures.ts'
import { lockProfile } from '../storage/profileLock.ts'
import { protectKey, revealKey } from './databaseKey.ts'
import { formatKeyFile, type KeyFile, readKeyFile } from './keyFile.ts'

export interface VaultOptions {
  /** Absolute path of the profile's folder; made when a profile is created. */
  readonly dir: string
  /** Null where there is none: then a passphrase is needed. */
  readonly keychain: Keychain | null
  readonly random: Random
}

const KEY_BYTES = 32

/**
 * A profile on disk: `key.json`, the encrypted database `profile.db`, the sealed chunks in `blobs`, and
 * `lock`. None of them holds a name in the clear. The lock is held while the profile is open.
 */
export function createVault(options: VaultOptions): Vault {
  const { dir, keychain, random } = options
  const path = (name: string) => join(dir, name)
  const files = {
    key: path('key.json'),
    /** The key file of a profile that is being created: its rename is the moment it exists. */
    newKey: path('key.json.new'),
    database: path('profile.db'),
    lock: path('lock'),
    blobs: path('blobs'),
  }

  async function locked<T>(work: (unlock: () => void) => Promise<T>): Promise<T> {
    onDisk(() => mkdirSync(dir, { recursive: true, mode: 0o700 }))
    const unlock = lockProfile(files.lock)
    try {
      return await work(unlock)
    } catch (error) {
      unlock()
      throw error
    }
  }

  function openWith(key: Uint8Array, file: KeyFile, unlock: () => void): OpenedProfile {
    const storage = createSqliteStorage({ file: files.database, key })
    try {
      const blobs = createFileBlobs(files.blobs)
      let open = true
      const close = () => {
        if (!open) return
        open = false
        storage.close()
        unlock()
      }
      return { storage: { ...storage, close }, blobs, protectedBy: file.protectedBy }
    } catch (error) {
      storage.close()
      throw error
    }
  }

  /** What an interrupted creation left behind belongs to nobody: its key was never kept. */
  function clearUnfinished(): void {
    if (existsSync(files.newKey))
      for (const end of ['', '-wal', '-shm']) rmSync(files.database + end, { force: true })
    if (existsSync(files.database)) throw new FoyerError('PROFILE_DAMAGED')
  }

  return {
    state(): VaultState {
      try {
        if (existsSync(dir)) lockProfile(files.lock)()
        const file = readKeyFile(files.key)
        if (file) return { type: 'closed', needsPassphrase: file.protectedBy === 'passphrase' }
        if (existsSync(files.database) && !existsSync(files.newKey))
          throw new FoyerError('PROFILE_DAMAGED')
        return { type: 'empty', needsPassphrase: !keychain?.available }
      } catch (error) {
        return { type: 'failed', code: error instanceof FoyerError ? error.code : 'DISK_FAILED' }
      }
    },

    create: (passphrase) =>
      locked(async (unlock) => {
        if (readKeyFile(files.key)) throw new FoyerError('PROFILE_EXISTS')
        clearUnfinished()
        const key = random.bytes(KEY_BYTES)
        try {
          const file = await protectKey(key, passphrase, { keychain, random })
          return onDisk(() => {
            writeFileSync(files.newKey, '')
            const profile = openWith(key, file, unlock)
            try {
              writeDurably(files.newKey, formatKeyFile(file))
              renameSync(files.newKey, files.key)
            } catch (error) {
              profile.storage.close()
              throw error
            }
            return profile
          })
        } finally {
          wipe(key)
        }
      }),

    open: (passphrase) =>
      locked(async (unlock) => {
        const file = readKeyFile(files.key)
        if (!file) throw new FoyerError('NOT_FOUND')
        // A key without a database would open an empty profile in place of a lost one.
        if (!existsSync(files.database)) throw new FoyerError('PROFILE_DAMAGED')
        const key = await revealKey(file, passphrase, { keychain, random })
        try {
          return onDisk(() => openWith(key, file, unlock))
        } finally {
          wipe(key)
        }
      }),
  }
}
