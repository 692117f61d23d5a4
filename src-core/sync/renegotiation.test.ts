import { beforeAll, describe, expect, it } from 'vitest'
import type { LinkId } from '../base/ids.ts'
import { ready } from '../crypto/index.ts'
import type { LinkSignal, TransportLink } from '../ports/index.ts'
import { createCast } from '../testing/cast.ts'
import { createVirtualClock } from '../testing/virtualClock.ts'
import { createPinnedFingerprints } from './pinnedFingerprints.ts'
import { createSecureLink, type OwnedLink } from './secureLink.ts'

beforeAll(ready)

const description = (digit: string, ufrag: string): LinkSignal => ({
  type: 'description',
  kind: 'offer',
  sdp: `v=0\r\na=ice-ufrag:${ufrag}\r\na=fingerprint:sha-256 ${`${digit}${digit}:`.repeat(31)}${digit}${digit}\r\n`,
})

/** Alice and Bob with an authenticated link, on which both have pinned the other's certificate. */
function linked(seed: string) {
  const { alice, person, random } = createCast(seed)
  const bob = person()
  const clock = createVirtualClock()
  const keys = { one: random.bytes(32), other: random.bytes(32) }
  const ends: OwnedLink[] = []
  const applied: LinkSignal[] = []
  const reasons: string[] = []
  const make = (place: number) => {
    const nothing = () => () => undefined
    const link: TransportLink = {
      id: `link ${place}` as LinkId,
      ...{ onSignal: nothing, onOpen: nothing, onFrame: nothing, onDrain: nothing },
      ...{ onClose: nothing },
      receiveSignal: (signal) => void applied.push(signal),
      send(lane, frame) {
        ends[1 - place]?.receiveFrame(lane, frame)
        return true
      },
      close: () => undefined,
    }
    const pinned = createPinnedFingerprints()
    pinned.accept('remote', description(place === 0 ? 'b' : 'a', 'first'))
    const [send, receive] = place === 0 ? [keys.one, keys.other] : [keys.other, keys.one]
    const { certificate } = place === 0 ? bob : alice
    const end = createSecureLink({
      ...{ link, clock, random, initiator: place === 0, purpose: 'space', route: 'direct' },
      handshake: { peer: certificate, transcript: new Uint8Array(32), keys: { send, receive } },
      acceptsSignal: (signal) => pinned.accept('remote', signal),
    })
    end.secure.onClose((reason) => reasons.push(`${place}: ${reason}`))
    ends.push(end)
    return end
  }
  const [a] = [make(0), make(1)]
  return { a, applied, reasons }
}

describe('rule 21: a description inside a link', () => {
  it('with the certificate of before restarts ICE', () => {
    const { a, applied, reasons } = linked('restart')
    const offer = description('a', 'second')
    a.sendSignal(offer)
    expect(applied).toEqual([offer])
    expect(reasons).toEqual([])
  })

  it('with another certificate ends the link, and is not applied', () => {
    for (const bad of [
      description('c', 'second'),
      { type: 'description', kind: 'offer', sdp: 'v=0\r\n' } as const,
    ]) {
      const { a, applied, reasons } = linked('swapped')
      a.sendSignal(bad)
      expect(applied).toEqual([])
      expect(reasons).toEqual(['1: bad signal'])
    }
  })
})
