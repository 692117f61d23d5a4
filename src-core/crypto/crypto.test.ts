import { beforeAll, describe, expect, it } from 'vitest'
import { fromHex, toHex, utf8 } from '../base/bytes.ts'
import {
  agree,
  boxKeysFromSeed,
  contentHash,
  createDataKey,
  deriveKey,
  equalSecret,
  hash,
  hashId,
  openAead,
  openAtRest,
  openSealed,
  ready,
  sealAead,
  sealAtRest,
  sealTo,
  sign,
  signingKeysFromSeed,
  verify,
  wipe,
} from './index.ts'

beforeAll(ready)

const filled = (byte: number) => new Uint8Array(32).fill(byte)
const message = utf8('hello')
const flipped = (bytes: Uint8Array, at: number) => bytes.map((b, i) => (i === at ? b ^ 1 : b))
let counter = 0
const random = {
  bytes: (length: number) => {
    counter += 1
    return new Uint8Array(length).fill(counter)
  },
}

describe('signatures', () => {
  const alice = () => signingKeysFromSeed(filled(1))

  it('rule 2: a signature holds for its label, message and key only', () => {
    const signature = sign('card', message, alice())
    const { publicKey } = alice()
    expect(verify('card', message, signature, publicKey)).toBe(true)
    expect(verify('card2', message, signature, publicKey)).toBe(false)
    expect(verify('car', utf8('dhello'), signature, publicKey)).toBe(false)
    expect(verify('card', utf8('hellp'), signature, publicKey)).toBe(false)
    expect(verify('card', message, flipped(signature, 3), publicKey)).toBe(false)
    expect(verify('card', message, signature, signingKeysFromSeed(filled(2)).publicKey)).toBe(false)
  })

  it('wrong lengths are refused without throwing', () => {
    const signature = sign('card', message, alice())
    expect(verify('card', message, signature.subarray(1), alice().publicKey)).toBe(false)
    expect(verify('card', message, signature, new Uint8Array(31))).toBe(false)
    expect(verify('card', message, new Uint8Array(0), new Uint8Array(0))).toBe(false)
  })

  it('a key of small order verifies nothing', () => {
    // With the identity point as key, R = identity and S = 0 satisfy the equation for every message.
    const identity = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 1 : 0))
    const forged = new Uint8Array(64)
    forged[0] = 1
    expect(verify('card', message, forged, identity)).toBe(false)
    expect(verify('card', message, new Uint8Array(64), new Uint8Array(32))).toBe(false)
  })

  it('a signature whose S is not reduced is refused, so that it cannot be altered by others', () => {
    const order = fromHex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010')
    const altered = sign('card', message, alice()).slice()
    let carry = 0
    for (let i = 0; i < 32; i++) {
      const sum = (altered[32 + i] as number) + (order[i] as number) + carry
      altered[32 + i] = sum & 255
      carry = sum >> 8
    }
    expect(verify('card', message, altered, alice().publicKey)).toBe(false)
  })
})

describe('hashes and derived keys', () => {
  it('parts are length-prefixed, so that moving a byte between them changes the hash', () => {
    expect(toHex(hash(utf8('ab'), utf8('c')))).not.toBe(toHex(hash(utf8('a'), utf8('bc'))))
    expect(toHex(hash(utf8('ab')))).not.toBe(toHex(hash(utf8('ab'), utf8(''))))
  })

  it('a content hash is BLAKE2b-256 of the plain bytes (RFC 7693)', () => {
    const known = '324dcf027dd4a30a932c441f365a25e86b173defa4b8e58948253471b81b72cf'
    expect(contentHash(message)).toBe(known)
    expect(hashId(message)).toHaveLength(43)
  })

  it('rule 2: a derived key depends on key, label and every part of its context', () => {
    const keys = [
      deriveKey(filled(1), 'topic'),
      deriveKey(filled(2), 'topic'),
      deriveKey(filled(1), 'topics'),
      deriveKey(filled(1), 'topic', utf8('a'), utf8('b')),
      deriveKey(filled(1), 'topic', utf8('ab')),
      deriveKey(filled(1), 'topic', utf8('ab'), utf8('')),
    ]
    expect(new Set(keys.map(toHex)).size).toBe(keys.length)
    expect(keys.every((key) => key.length === 32)).toBe(true)
  })
})

describe('sealing', () => {
  it('opens with the same key and associated data, and with nothing else', () => {
    const sealed = sealAead(filled(1), message, utf8('header'), random)
    expect(openAead(filled(1), sealed, utf8('header'))).toEqual(message)
    expect(openAead(filled(2), sealed, utf8('header'))).toBeUndefined()
    expect(openAead(filled(1), sealed, utf8('headers'))).toBeUndefined()
    for (let i = 0; i < sealed.length; i++)
      expect(openAead(filled(1), flipped(sealed, i), utf8('header'))).toBeUndefined()
    for (let length = 0; length < sealed.length; length++)
      expect(openAead(filled(1), sealed.subarray(0, length), utf8('header'))).toBeUndefined()
  })

  it('takes a fresh nonce every time', () => {
    const seal = () => toHex(sealAead(filled(1), message, utf8(''), random))
    expect(seal()).not.toBe(seal())
  })

  it('rule 6: a sealed box opens for its device only', () => {
    const bob = boxKeysFromSeed(filled(1))
    const sealed = sealTo(bob.publicKey, message)
    expect(openSealed(bob, sealed)).toEqual(message)
    expect(openSealed(boxKeysFromSeed(filled(2)), sealed)).toBeUndefined()
    expect(openSealed(bob, flipped(sealed, 40))).toBeUndefined()
    expect(openSealed(bob, new Uint8Array(47))).toBeUndefined()
  })

  it('rule 24: what is sealed at rest opens with its data key, at its place', () => {
    const dataKey = createDataKey(random)
    const place = { kind: 'epoch', context: [utf8('space'), utf8('a')] }
    const sealed = sealAtRest(dataKey, place, message, random)
    expect(openAtRest(dataKey, place, sealed)).toEqual(message)
    expect(openAtRest(createDataKey(random), place, sealed)).toBeUndefined()
    expect(openAtRest(dataKey, { ...place, kind: 'invite' }, sealed)).toBeUndefined()
    const elsewhere = { ...place, context: [utf8('spacea')] }
    expect(openAtRest(dataKey, elsewhere, sealed)).toBeUndefined()
  })
})

describe('key agreement', () => {
  it('gives both sides the same secret', () => {
    const [bob, carol] = [boxKeysFromSeed(filled(1)), boxKeysFromSeed(filled(2))]
    const shared = agree(bob.secretKey, carol.publicKey)
    expect(shared).toHaveLength(32)
    expect(agree(carol.secretKey, bob.publicKey)).toEqual(shared)
  })

  it('refuses public keys of small order and wrong lengths', () => {
    const { secretKey } = boxKeysFromSeed(filled(1))
    expect(agree(secretKey, new Uint8Array(32))).toBeUndefined()
    const one = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 1 : 0))
    expect(agree(secretKey, one)).toBeUndefined()
    expect(agree(secretKey, new Uint8Array(31))).toBeUndefined()
  })
})

describe('secrets', () => {
  it('are compared by content and length', () => {
    expect(equalSecret(filled(1), filled(1))).toBe(true)
    expect(equalSecret(filled(1), flipped(filled(1), 31))).toBe(false)
    expect(equalSecret(filled(1), new Uint8Array(31).fill(1))).toBe(false)
  })

  it('are gone after wiping', () => {
    const [a, b] = [filled(1), filled(2)]
    wipe(a, b)
    expect([a, b]).toEqual([new Uint8Array(32), new Uint8Array(32)])
  })
})
