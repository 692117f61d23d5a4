import { beforeAll, describe, expect, it } from 'vitest'
import { concatBytes, utf8 } from '../base/bytes.ts'
import type { EpochId } from '../base/ids.ts'
import { ready } from '../crypto/index.ts'
import { createSealedCast } from '../testing/sealedCast.ts'
import {
  type EnvelopeHeader,
  envelopeHash,
  MAX_PAYLOAD_BYTES,
  openHeader,
  openPayload,
  verifyEnvelope,
} from './envelope.ts'
import { MAX_ENVELOPE_BYTES } from './limits.ts'

const flip = (bytes: Uint8Array, at: number) => bytes.map((b, i) => (i === at ? b ^ 1 : b))

describe('an envelope (rule 12)', () => {
  let cast: ReturnType<typeof createSealedCast>
  beforeAll(async () => {
    await ready()
    cast = createSealedCast('envelope')
  })
  const sealed = (payload = utf8('hello')) => {
    const first = cast.seal(cast.alice, utf8('before'), { seq: 1, prev: null })
    return cast.seal(cast.alice, payload, { seq: 2, prev: first.hash })
  }
  const header = (bytes: Uint8Array) => openHeader(bytes) as EnvelopeHeader

  it('gives back its header and its content', () => {
    const { bytes, hash } = sealed()
    const head = header(bytes)
    expect(head).toMatchObject({ spaceId: cast.spaceId, seq: 2, kind: 'update' })
    expect(head.deviceId).toBe(cast.alice.deviceId)
    expect(head.logHeads).toEqual(cast.state.heads)
    expect(envelopeHash(bytes)).toBe(hash)
    expect(verifyEnvelope(bytes, head, cast.alice.certificate)).toBe(true)
    expect(openPayload(bytes, head, cast.epoch)).toEqual(utf8('hello'))
  })

  it('is not verified for another device, or with any one byte altered', () => {
    const { bytes } = sealed()
    const head = header(bytes)
    expect(verifyEnvelope(bytes, head, cast.bob.certificate)).toBe(false)
    for (let at = 0; at < bytes.length; at++) {
      const altered = flip(bytes, at)
      const read = openHeader(altered)
      expect(
        read !== undefined && verifyEnvelope(altered, read, cast.alice.certificate),
        `byte ${at}`,
      ).toBe(false)
    }
  })

  it('is sealed for one place: no altered header, commitment or content opens', () => {
    const { bytes } = sealed()
    const head = header(bytes)
    const signatureAt = bytes.length - 64
    for (let at = 0; at < signatureAt; at++)
      expect(openPayload(flip(bytes, at), head, cast.epoch), `byte ${at}`).toBeUndefined()
  })

  it('does not open under the key of another epoch, even one that claims its id', () => {
    const { bytes } = sealed()
    const other = { epochId: cast.epoch.epochId, key: new Uint8Array(32).fill(1) }
    expect(openPayload(bytes, header(bytes), other)).toBeUndefined()
    const renamed = { ...cast.epoch, epochId: cast.spaceId as unknown as EpochId }
    expect(openPayload(bytes, header(bytes), renamed)).toBeUndefined()
  })

  it('takes a payload up to its limit and nothing above 256 KiB (rule 36)', () => {
    const largest = sealed(new Uint8Array(MAX_PAYLOAD_BYTES))
    expect(largest.bytes.length).toBeLessThanOrEqual(MAX_ENVELOPE_BYTES)
    expect(openHeader(largest.bytes)).toBeDefined()
    expect(() => sealed(new Uint8Array(MAX_PAYLOAD_BYTES + 1))).toThrow(RangeError)
    const tooLarge = concatBytes(largest.bytes, new Uint8Array(MAX_ENVELOPE_BYTES))
    expect(openHeader(tooLarge)).toBeUndefined()
  })

  it('follows a previous one exactly when it is not the first of its chain', () => {
    const orphan = cast.seal(cast.alice, utf8('x'), { seq: 2, prev: null })
    const first = cast.seal(cast.alice, utf8('x'), { seq: 1, prev: orphan.hash })
    expect(openHeader(orphan.bytes)).toBeUndefined()
    expect(openHeader(first.bytes)).toBeUndefined()
  })

  it('is refused when it is cut short anywhere', () => {
    const { bytes } = sealed()
    for (let length = 0; length < bytes.length; length++) {
      const cut = bytes.subarray(0, length)
      const read = openHeader(cut)
      expect(read !== undefined && verifyEnvelope(cut, read, cast.alice.certificate)).toBe(false)
    }
  })
})
