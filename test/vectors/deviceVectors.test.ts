import { beforeAll, describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../src-core/base/bytes.ts'
import type { DeviceId, UserId } from '../../src-core/base/ids.ts'
import { ready, signingKeysFromSeed } from '../../src-core/crypto/index.ts'
import {
  decodeIdentity,
  deviceDigits,
  deviceLinkSecrets,
  digitCommitment,
  encodeIdentity,
  formatDeviceLink,
  parseDeviceLink,
  parseRecoveryWords,
  recoveryWords,
  safetyNumber,
  userIdOfRoot,
} from '../../src-core/membership/index.ts'
import { plain, readVectors } from './files.ts'

beforeAll(ready)

type Hex = string
interface DeviceVectors {
  link: {
    version: number
    seed: Hex
    device: DeviceId
    deviceKey: Hex
    relay: string
    code: string
  }
  secrets: Record<'topicKey' | 'signalKey' | 'psk', Hex>
  digits: {
    transcript: Hex
    nonces: Record<'joining' | 'granting', Hex>
    commitment: Hex
    shown: string
  }
  added: { seeds: { device: Hex; box: Hex }; stored: Hex }
  kit: { root: Hex; words: string[]; userId: UserId }
  safety: { people: { seeds: { root: Hex }; userId: UserId }[]; digits: string }
}

describe('frozen vectors: devices', () => {
  const vectors = readVectors<DeviceVectors>('devices')

  it('code for a further device, and what follows from its seed', () => {
    const { code, ...fields } = vectors.link
    const parsed = parseDeviceLink(code)
    if (!parsed.ok) throw new Error(parsed.error)
    expect(plain(parsed.value)).toEqual(fields)
    expect(formatDeviceLink(parsed.value)).toBe(code)
    expect(plain(deviceLinkSecrets(parsed.value.seed))).toEqual(vectors.secrets)
  })

  it('digits on both screens, and what one side says of its nonce first', () => {
    const { transcript, commitment, shown } = vectors.digits
    const [joining, granting] = [vectors.digits.nonces.joining, vectors.digits.nonces.granting]
    const nonces = { joining: fromHex(joining), granting: fromHex(granting) }
    expect(toHex(digitCommitment(fromHex(transcript), nonces.joining))).toBe(commitment)
    expect(deviceDigits(fromHex(transcript), nonces)).toBe(shown)
  })

  it('what an added device keeps of itself: no root key', () => {
    const { seeds, stored } = vectors.added
    const identity = decodeIdentity(fromHex(stored))
    expect(identity?.root).toBeNull()
    expect(plain(identity?.seeds)).toEqual({ root: null, ...seeds })
    expect(identity && toHex(encodeIdentity(identity))).toBe(stored)
  })

  it('recovery kit', () => {
    const { root, words, userId } = vectors.kit
    expect(recoveryWords(fromHex(root))).toEqual(words)
    expect(plain(parseRecoveryWords(words.join(' ')))).toEqual({ type: 'seed', seed: root })
    expect(userIdOfRoot(fromHex(root))).toBe(userId)
  })

  it('safety number, from either side', () => {
    const [one, other] = vectors.safety.people.map(({ seeds, userId }) => ({
      userId,
      rootKey: signingKeysFromSeed(fromHex(seeds.root)).publicKey,
    }))
    if (!one || !other) throw new Error('two people')
    expect(safetyNumber(one, other)).toBe(vectors.safety.digits)
    expect(safetyNumber(other, one)).toBe(vectors.safety.digits)
  })
})
