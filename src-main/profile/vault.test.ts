import { randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Keychain } from '../../src-core/ports/index.ts'
import { profileRow } from '../../src-core/testing/suites/storageRows.ts'
import { createVault } from './createVault.ts'
import { readKeyFile } from './keyFile.ts'

const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) }
const code = (wanted: string) => expect.objectContaining({ code: wanted })

/** A keychain that can tell what it wrapped. */
const keychain: Keychain = {
  available: true,
  wrap: (secret) => Uint8Array.from([42, ...secret.map((byte) => byte ^ 0x55)]),
  unwrap: (wrapped) =>
    wrapped[0] === 42 ? wrapped.subarray(1).map((byte) => byte ^ 0x55) : undefined,
}

describe('a vault', () => {
  let dir: string
  beforeEach(() => {
    dir = join(mkdtempSync(join(tmpdir(), 'foyer-vault-')), 'default')
  })
  afterEach(() => rmSync(join(dir, '..'), { recursive: true }))
  const vault = (withKeychain: Keychain | null = null) =>
    createVault({ dir, keychain: withKeychain, random })
  const filesOf = () =>
    Object.fromEntries(
      readdirSync(dir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'hex')]),
    )

  it('opens with its passphrase, however the letters were composed', async () => {
    expect(vault().state()).toEqual({ type: 'empty', needsPassphrase: true })
    expect(existsSync(dir)).toBe(false)
    const created = await vault().create('Zoë opens')
    created.storage.personal.putProfile(profileRow({ name: 'CANARY-name' }))
    created.storage.close()
    expect(vault().state()).toEqual({ type: 'closed', needsPassphrase: true })
    const opened = await vault().open('Zoe\u0308 opens')
    expect(opened.protectedBy).toBe('passphrase')
    expect(opened.storage.personal.profile()?.name).toBe('CANARY-name')
    opened.storage.close()
    expect(readKeyFile(join(dir, 'key.json'))).toMatchObject({
      // Rule 25.
      ...{ kdf: 'argon2id13', passes: 3, memoryBytes: 256 * 1024 * 1024 },
    })
    for (const bytes of Object.values(filesOf()))
      expect(Buffer.from(bytes, 'hex').includes('CANARY')).toBe(false)
    if (process.platform !== 'win32') expect(statSync(dir).mode & 0o077).toBe(0)
  })

  it('leaves no key in memory but the database’s own, also where it does not open', async () => {
    const secrets: Uint8Array[] = []
    const seen = (bytes: Uint8Array) => {
      secrets.push(bytes)
      return bytes
    }
    const watched = createVault({
      dir,
      keychain: {
        ...keychain,
        unwrap: (wrapped) => {
          const key = keychain.unwrap(wrapped)
          return key && seen(key)
        },
      },
      random: {
        bytes: (length) => (length === 32 ? seen(random.bytes(length)) : random.bytes(length)),
      },
    })
    const created = await watched.create(undefined)
    created.storage.close()
    const opened = await watched.open(undefined)
    opened.storage.close()
    const [database = ''] = readdirSync(dir).filter((name) => name.endsWith('.db'))
    writeFileSync(join(dir, database), 'no database')
    await expect(watched.open(undefined)).rejects.toEqual(code('PROFILE_DAMAGED'))
    expect(secrets).toHaveLength(3)
    for (const secret of secrets) expect(secret.every((byte) => byte === 0)).toBe(true)
  })

  it('refuses a wrong passphrase and changes nothing', async () => {
    const created = await vault().create('right')
    created.storage.close()
    const before = filesOf()
    await expect(vault().open('wrong')).rejects.toEqual(code('WRONG_PASSPHRASE'))
    await expect(vault().open(undefined)).rejects.toEqual(code('WRONG_PASSPHRASE'))
    expect(filesOf()).toEqual(before)
    const opened = await vault().open('right')
    opened.storage.close()
  })

  it('refuses a key file whose cost was altered', async () => {
    const created = await vault().create('right')
    created.storage.close()
    const file = join(dir, 'key.json')
    const weaker = { ...JSON.parse(readFileSync(file, 'utf8')), passes: 1, memoryBytes: 8_388_608 }
    writeFileSync(file, JSON.stringify(weaker))
    await expect(vault().open('right')).rejects.toEqual(code('WRONG_PASSPHRASE'))
    writeFileSync(file, JSON.stringify({ ...weaker, memoryBytes: 2 ** 40 }))
    await expect(vault().open('right')).rejects.toEqual(code('PROFILE_DAMAGED'))
  })

  it('opens at once where a keychain keeps the key, and only there', async () => {
    expect(vault(keychain).state()).toEqual({ type: 'empty', needsPassphrase: false })
    const created = await vault(keychain).create(undefined)
    expect(created.protectedBy).toBe('keychain')
    created.storage.close()
    expect(vault(keychain).state()).toEqual({ type: 'closed', needsPassphrase: false })
    const opened = await vault(keychain).open(undefined)
    opened.storage.close()
    const foreign = { ...keychain, unwrap: () => undefined }
    await expect(vault(foreign).open(undefined)).rejects.toEqual(code('KEYCHAIN_UNAVAILABLE'))
    await expect(vault().open(undefined)).rejects.toEqual(code('KEYCHAIN_UNAVAILABLE'))
  })

  it('does not create without anything to protect the key', async () => {
    await expect(vault().create(undefined)).rejects.toEqual(code('KEYCHAIN_UNAVAILABLE'))
    expect(vault().state()).toEqual({ type: 'empty', needsPassphrase: true })
  })

  it('is open once at a time and free again when it was closed', async () => {
    const created = await vault(keychain).create(undefined)
    expect(vault(keychain).state()).toEqual({ type: 'failed', code: 'PROFILE_IN_USE' })
    await expect(vault(keychain).open(undefined)).rejects.toEqual(code('PROFILE_IN_USE'))
    created.storage.close()
    created.storage.close()
    const opened = await vault(keychain).open(undefined)
    opened.storage.close()
  })

  it('does not create over a profile that is there', async () => {
    const created = await vault(keychain).create(undefined)
    created.storage.close()
    await expect(vault(keychain).create(undefined)).rejects.toEqual(code('PROFILE_EXISTS'))
  })

  it('leaves a profile of a newer Foyer alone', async () => {
    const created = await vault(keychain).create(undefined)
    created.storage.close()
    writeFileSync(join(dir, 'key.json'), '{"format":2,"protectedBy":"moon"}')
    const before = filesOf()
    expect(vault(keychain).state()).toEqual({ type: 'failed', code: 'PROFILE_NEWER' })
    await expect(vault(keychain).open(undefined)).rejects.toEqual(code('PROFILE_NEWER'))
    expect(filesOf()).toEqual(before)
  })

  it.each([
    ['a key file that is no JSON', 'key.json', '{'],
    ['a database that is none', 'profile.db', 'x'.repeat(5000)],
  ])('calls %s damage and leaves it alone', async (_what, name, content) => {
    const created = await vault(keychain).create(undefined)
    created.storage.close()
    writeFileSync(join(dir, name), content)
    const before = filesOf()
    await expect(vault(keychain).open(undefined)).rejects.toEqual(code('PROFILE_DAMAGED'))
    expect(filesOf()).toEqual(before)
  })

  it('calls a half that is missing damage, never an empty profile', async () => {
    const created = await vault(keychain).create(undefined)
    created.storage.close()
    const key = readFileSync(join(dir, 'key.json'))
    rmSync(join(dir, 'key.json'))
    expect(vault(keychain).state()).toEqual({ type: 'failed', code: 'PROFILE_DAMAGED' })
    await expect(vault(keychain).create(undefined)).rejects.toEqual(code('PROFILE_DAMAGED'))
    writeFileSync(join(dir, 'key.json'), key)
    rmSync(join(dir, 'profile.db'))
    await expect(vault(keychain).open(undefined)).rejects.toEqual(code('PROFILE_DAMAGED'))
  })

  it('starts afresh where creating was interrupted', async () => {
    const created = await vault(keychain).create(undefined)
    created.storage.close()
    rmSync(join(dir, 'key.json'))
    writeFileSync(join(dir, 'key.json.new'), '')
    expect(vault(keychain).state()).toEqual({ type: 'empty', needsPassphrase: false })
    const again = await vault(keychain).create(undefined)
    expect(again.storage.personal.profile()).toBeUndefined()
    again.storage.close()
  })
})
