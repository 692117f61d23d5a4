/**
 * `node writeProfile.ts FOLDER NAME PASSPHRASE`: the profile of somebody who was named and has no Space, as
 * the browser host keeps it. A process of its own, as Playwright does not load what the storage is made of.
 */
import { argon2Sync } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ready, sealAead } from '../../src-core/crypto/index.ts'
import { writeSettings } from '../../src-core/host/appSettings.ts'
import { enamelOf } from '../../src-core/host/people.ts'
import { encodeIdentity, identityOfRoot } from '../../src-core/membership/index.ts'
import { createPrivacyGate } from '../../src-core/privacy/index.ts'
import { systemClock, systemRandom } from '../../src-main/host/system.ts'
import { associatedData, formatKeyFile, KEY_FILE_FORMAT } from '../../src-main/profile/keyFile.ts'
import { createSqliteStorage } from '../../src-main/storage/createSqliteStorage.ts'

/** The least that a key file may ask for: here nobody guesses passphrases. */
const CHEAP = { passes: 1, memoryBytes: 8 * 1024 * 1024 } as const

/** A key for the database, and the key file that hands it out for the passphrase. */
function newKey(passphrase: string) {
  const key = systemRandom.bytes(32)
  const salt = Uint8Array.from(systemRandom.bytes(16))
  const head = {
    format: KEY_FILE_FORMAT,
    protectedBy: 'passphrase',
    kdf: 'argon2id13',
    ...CHEAP,
    salt,
  } as const
  const wrappingKey = argon2Sync('argon2id', {
    message: passphrase,
    nonce: salt,
    parallelism: 1,
    tagLength: 32,
    memory: CHEAP.memoryBytes / 1024,
    passes: CHEAP.passes,
  })
  const sealed = Uint8Array.from(sealAead(wrappingKey, key, associatedData(head), systemRandom))
  return { key, file: formatKeyFile({ ...head, sealed }) }
}

const [dataDir = '', name = '', passphrase = ''] = process.argv.slice(2)
await ready()
const dir = join(dataDir, 'default')
mkdirSync(dir, { recursive: true, mode: 0o700 })
const { key, file } = newKey(passphrase)
writeFileSync(join(dir, 'key.json'), file)
const storage = createSqliteStorage({ file: join(dir, 'profile.db'), key })
const identity = identityOfRoot(systemRandom.bytes(32), systemRandom, systemClock)
const { userId, deviceId } = identity
const gate = createPrivacyGate(storage.personal, systemClock).for('identity')
storage.transaction(() =>
  gate.putProfile({
    userId,
    deviceId,
    name,
    enamel: enamelOf(userId),
    deviceLabel: 'computer',
    createdAt: systemClock.now(),
    secrets: encodeIdentity(identity),
  }),
)
writeSettings(storage, { language: 'en' })
storage.close()
