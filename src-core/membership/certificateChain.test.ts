import { beforeAll, describe, expect, it } from 'vitest'
import { decode, encode, tryDecode } from '../base/codec.ts'
import { ready } from '../crypto/index.ts'
import { createCast } from '../testing/cast.ts'
import { type DeviceCertificate, deviceCertificate, verifyCertificate } from './certificate.ts'
import { canCertify, certifyOther, type IdentityWithSecrets, identityOfDevice } from './identity.ts'

beforeAll(ready)

type Cast = ReturnType<typeof createCast>

/** A further device of the person of `by`, certified by that device. */
function further(cast: Cast, by: IdentityWithSecrets): IdentityWithSecrets {
  const keys = cast.person()
  const made = identityOfDevice(keys.seeds, certifyOther(by, keys.certificate, cast.clock))
  if (!made) throw new Error('a certificate that does not verify')
  return made
}
const addition = ({ certificate }: IdentityWithSecrets) =>
  ({ type: 'deviceAdd', certificate, lockboxes: [] }) as const
const ending = ({ deviceId }: IdentityWithSecrets) =>
  ({ type: 'deviceRemove', deviceId, cutoffs: [] }) as const

/** Alice with a phone that the root key certified. */
function withPhone(seed: string) {
  const cast = createCast(seed)
  const phone = further(cast, cast.alice)
  const state = cast.plus(cast.begin, cast.act(cast.alice, cast.begin, addition(phone)))
  const devices = (of: typeof state) => of.members.get(cast.alice.userId)?.devices
  return { ...cast, cast, phone, state, devices }
}

describe('rule 1: a device certified by another device', () => {
  it('carries the certificates up to the root key, four at most', () => {
    const { cast, alice, phone } = withPhone('chain')
    const tablet = further(cast, phone)
    const desk = further(cast, tablet)
    const last = further(cast, desk)
    expect([phone, tablet, desk, last].map(canCertify)).toEqual([true, true, true, false])
    for (const { certificate } of [phone, tablet, desk, last]) {
      expect(certificate.rootKey).toEqual(alice.root.publicKey)
      expect(decode(deviceCertificate, encode(deviceCertificate, certificate))).toEqual(certificate)
      expect(verifyCertificate(certificate)).toBe(true)
    }
    const beyond = certifyOther(last, cast.person().certificate, cast.clock)
    expect(verifyCertificate(beyond)).toBe(false)
    expect(tryDecode(deviceCertificate, encode(deviceCertificate, beyond))).toBeUndefined()
  })

  it('verifies with the issuer’s key, person and root only', () => {
    const { cast, phone } = withPhone('forged chain')
    const eve = cast.person()
    const { certificate } = further(cast, phone)
    const byEve = certifyOther({ ...phone, device: eve.device }, eve.certificate, cast.clock)
    expect(verifyCertificate(byEve)).toBe(false)
    const issuer = eve.certificate
    const others: DeviceCertificate[] = [
      { ...certificate, issuer },
      { ...certificate, rootKey: eve.certificate.rootKey },
      { ...certificate, userId: eve.userId },
    ]
    for (const other of others) expect(verifyCertificate(other)).toBe(false)
    const strangers = {
      ...eve,
      root: null,
      certificate: { ...eve.certificate, rootKey: phone.certificate.rootKey },
    }
    expect(verifyCertificate(certifyOther(strangers, eve.certificate, cast.clock))).toBe(false)
  })

  it('does not verify for another person than its issuer’s, though the issuer signed it', () => {
    const { cast, phone } = withPhone('another person')
    const { userId } = cast.person()
    const claimed = { ...phone, root: null, certificate: { ...phone.certificate, userId } }
    const signed = certifyOther(claimed, cast.person().certificate, cast.clock)
    const received = decode(deviceCertificate, encode(deviceCertificate, signed))
    expect(received.userId).toBe(userId)
    expect(verifyCertificate(received)).toBe(false)
  })

  it('comes in and stays when its issuer is ended afterwards', () => {
    const { cast, alice, phone, state, devices, act, plus } = withPhone('stays')
    const tablet = further(cast, phone)
    const added = plus(state, act(phone, state, addition(tablet)))
    const ended = plus(added, act(alice, added, ending(phone)))
    expect(devices(ended)).toEqual([alice.deviceId, tablet.deviceId])
    const last = plus(ended, act(tablet, ended, ending(alice)))
    expect(devices(last)).toEqual([tablet.deviceId])
    expect(last.rejected.size).toBe(0)
  })

  it('does not come in by an issuer that was ended before, nor by one that nobody knows', () => {
    const { cast, alice, phone, state, devices, act, plus } = withPhone('ended')
    const ended = plus(state, act(alice, state, ending(phone)))
    const late = further(cast, phone)
    for (const author of [late, alice])
      expect(devices(plus(ended, act(author, ended, addition(late))))).toEqual([alice.deviceId])
    const stranger = further(cast, further(cast, alice))
    const alone = plus(state, act(stranger, state, addition(stranger)))
    expect(devices(alone)).toEqual([alice.deviceId, phone.deviceId])
    // A device that is in speaks for it.
    const vouched = plus(state, act(alice, state, addition(stranger)))
    expect(devices(vouched)).toContain(stranger.deviceId)
  })

  it('is undone with what its issuer did while it was being ended, whoever wrote it down', () => {
    const { cast, alice, phone, state, devices, act, plus } = withPhone('meanwhile')
    const end = act(alice, state, ending(phone))
    for (const by of ['phone', 'itself'] as const) {
      const tablet = further(cast, phone)
      const add = act(by === 'phone' ? phone : tablet, state, addition(tablet))
      for (const entries of [
        [end, add],
        [add, end],
      ])
        expect(devices(plus(state, ...entries))).toEqual([alice.deviceId])
    }
  })
})
