import { describe, expect, it } from 'vitest'
import { err, ok } from '../base/result.ts'
import { createPinnedFingerprints } from './pinnedFingerprints.ts'
import { fingerprintOf, MAX_SDP_LENGTH } from './sdp.ts'

const HEX = 'ab'.repeat(32)
const colons = (hex: string) => (hex.toUpperCase().match(/../g) ?? []).join(':')
const line = (hex: string, name = 'sha-256') => `a=fingerprint:${name} ${colons(hex)}\r\n`
const sdp = (...lines: string[]) => `v=0\r\n${lines.join('')}m=application 9\r\n`

describe('the fingerprint of a session description (rule 21)', () => {
  it('is the one distinct SHA-256, also when a call repeats it', () => {
    expect(fingerprintOf(sdp(line(HEX)))).toEqual(ok(HEX))
    expect(fingerprintOf(sdp(line(HEX), line(HEX).toLowerCase()))).toEqual(ok(HEX))
  })

  it('is refused when there are two, none, or one of another kind', () => {
    expect(fingerprintOf(sdp(line(HEX), line('cd'.repeat(32))))).toEqual(err('two fingerprints'))
    expect(fingerprintOf(sdp())).toEqual(err('no fingerprint'))
    expect(fingerprintOf(sdp(line(HEX), line('cd'.repeat(20), 'sha-1')))).toEqual(
      err('not SHA-256'),
    )
    expect(fingerprintOf(sdp(line('ab'.repeat(31))))).toEqual(err('not SHA-256'))
  })

  it('is refused when a line looks like one and cannot be read', () => {
    for (const odd of [
      `A=fingerprint:sha-512 ${HEX}\n`,
      ` a=fingerprint:sha-256\r`,
      'a = fingerprint\n',
    ])
      expect(fingerprintOf(sdp(line(HEX), odd)), odd).toEqual(err('not SHA-256'))
    expect(fingerprintOf('x'.repeat(MAX_SDP_LENGTH + 1))).toEqual(err('too long'))
  })

  it('is pinned: a later description with another one is not accepted', () => {
    const pinned = createPinnedFingerprints()
    const description = (hex: string) =>
      ({ type: 'description', kind: 'offer', sdp: sdp(line(hex)) }) as const
    expect(pinned.accept('remote', description(HEX))).toBe(true)
    expect(pinned.accept('local', description('cd'.repeat(32)))).toBe(true)
    expect(pinned.accept('remote', description(HEX))).toBe(true)
    expect(pinned.accept('remote', description('cd'.repeat(32)))).toBe(false)
    expect(pinned.get('remote')).toBe(HEX)
  })
})
