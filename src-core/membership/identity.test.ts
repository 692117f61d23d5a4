import { beforeAll, describe, expect, it } from 'vitest'
import { decode, encode, tryDecode } from '../base/codec.ts'
import { type DeviceId, idFromBytes } from '../base/ids.ts'
import { ready } from '../crypto/index.ts'
import { createCast } from '../testing/cast.ts'
import { certifyDevice } from './certificate.ts'
import {
  createCard,
  decodeCard,
  decodeIdentity,
  deviceCertificate,
  deviceTag,
  encodeCard,
  encodeIdentity,
  verifyCard,
  verifyCertificate,
} from './index.ts'

beforeAll(ready)

const flip = (bytes: Uint8Array, at: number) => bytes.map((b, i) => (i === at ? b ^ 1 : b))

describe('an identity', () => {
  it('rule 1: has a device certified by its root key, and ids of 16 random bytes', () => {
    const { alice, person } = createCast('identity')
    expect(verifyCertificate(alice.certificate)).toBe(true)
    expect(alice.userId).toHaveLength(22)
    expect(alice.deviceId).toHaveLength(22)
    expect(person().userId).not.toBe(alice.userId)
  })

  it('survives its encoding, and nothing malformed is taken for one', () => {
    const { alice, person } = createCast('stored')
    const bytes = encodeIdentity(alice)
    expect(decodeIdentity(bytes)).toEqual(alice)
    expect(decodeIdentity(bytes.subarray(1))).toBeUndefined()
    expect(decodeIdentity(new Uint8Array(0))).toBeUndefined()
    for (let at = 0; at < bytes.length; at++)
      expect(decodeIdentity(flip(bytes, at))).toBeUndefined()
    const mixed = { ...alice, certificate: person().certificate }
    expect(decodeIdentity(encodeIdentity(mixed))).toBeUndefined()
  })
})

describe('a device certificate', () => {
  it('rule 2: verifies over the exact bytes received', () => {
    const { alice } = createCast('certificate')
    const bytes = encode(deviceCertificate, alice.certificate)
    expect(decode(deviceCertificate, bytes)).toEqual(alice.certificate)
    expect(bytes).toHaveLength(137 + 64)
    // Byte 0 is the version, which no decoder here accepts otherwise.
    for (let at = 1; at < bytes.length; at++) {
      const altered = tryDecode(deviceCertificate, flip(bytes, at))
      expect(altered && verifyCertificate(altered)).not.toBe(true)
    }
    expect(() => decode(deviceCertificate, flip(bytes, 0))).toThrow('unknown version')
  })

  it('does not verify when its fields are not what was signed', () => {
    const { alice, person } = createCast('fields')
    const { deviceId } = person()
    expect(verifyCertificate({ ...alice.certificate, deviceId })).toBe(false)
  })

  it('rule 1: by another root key does not verify', () => {
    const { alice, person } = createCast('other root')
    expect(verifyCertificate(certifyDevice(alice.certificate, person().root))).toBe(false)
  })
})

describe('a device tag', () => {
  // The number comes from another implementation of BLAKE2b.
  it('rule 11: is the first 32 bits of the hash of the device id', () => {
    const deviceId = idFromBytes<DeviceId>(new Uint8Array(16).fill(1))
    expect(deviceTag(deviceId)).toBe(287_332_669)
  })
})

describe('a card', () => {
  const fields = { name: 'José 🦊', enamel: 'moss', deviceLabel: 'Laptop', version: 3 }

  it('survives its encoding and verifies for its own device', () => {
    const { alice } = createCast('card')
    const card = createCard(alice, fields)
    expect(decodeCard(encodeCard(card))).toEqual(card)
    expect(card).toMatchObject({ ...fields, userId: alice.userId, deviceId: alice.deviceId })
    expect(verifyCard(card, alice.certificate)).toBe(true)
  })

  it('with an address and a picture survives too, and neither can be taken off it', () => {
    const { alice } = createCast('full card')
    const more = { email: 'jose@example.org', photo: new Uint8Array([1, 2, 3]) }
    const card = createCard(alice, { ...fields, ...more })
    expect(decodeCard(encodeCard(card))).toEqual(card)
    expect(verifyCard(card, alice.certificate)).toBe(true)
    expect(verifyCard({ ...card, email: null }, alice.certificate)).toBe(false)
    expect(verifyCard({ ...card, photo: null }, alice.certificate)).toBe(false)
    expect(verifyCard({ ...card, photo: null, email: null }, alice.certificate)).toBe(false)
    expect(encodeCard(card)[4]).toBe(2)
    expect(encodeCard(createCard(alice, { ...fields, email: null }))[4]).toBe(1)
  })

  it('forged or altered does not verify', () => {
    const { alice, person } = createCast('forged card')
    const eve = person()
    const card = createCard(alice, fields)
    const byEve = createCard({ ...eve, userId: alice.userId, deviceId: alice.deviceId }, fields)
    expect(verifyCard(byEve, alice.certificate)).toBe(false)
    expect(verifyCard(card, eve.certificate)).toBe(false)
    expect(verifyCard({ ...card, name: 'Bob' }, alice.certificate)).toBe(false)
    const bytes = encodeCard(card)
    for (let at = 0; at < bytes.length; at++) {
      const altered = decodeCard(flip(bytes, at))
      expect(altered && verifyCard(altered, alice.certificate)).not.toBe(true)
    }
  })
})
