import { beforeAll, describe, expect, it } from 'vitest'
import { createEmitter } from '../base/emitter.ts'
import type { LinkId } from '../base/ids.ts'
import { ready } from '../crypto/index.ts'
import type { Lane, LinkOpened, LinkSignal, TransportLink } from '../ports/index.ts'
import { createCast } from '../testing/cast.ts'
import { createVirtualClock } from '../testing/virtualClock.ts'
import { createLinkAttempt } from './linkAttempt.ts'
import type { SecureLink } from './peeringTypes.ts'
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

/** Alice's and Bob's attempts over channels of the test's own, up to an authenticated link on both sides. */
function attempted(seed: string) {
  const { alice, person, random } = createCast(seed)
  const bob = person()
  const clock = createVirtualClock()
  const applied: LinkSignal[] = []
  const reasons: string[] = []
  const done: SecureLink[] = []
  const ends = [alice, bob].map((identity, place) => {
    const told = {
      open: createEmitter<LinkOpened>(),
      frame: createEmitter<readonly [Lane, Uint8Array]>(),
    }
    const nothing = () => () => undefined
    const link: TransportLink = {
      id: `link ${place}` as LinkId,
      ...{ onDrain: nothing, onClose: nothing },
      onSignal: (listener) => signals.on(listener),
      onOpen: (listener) => told.open.on(listener),
      onFrame: (listener) => told.frame.on(([lane, frame]) => listener(lane, frame)),
      receiveSignal: (signal) => void applied.push(signal),
      send(lane, frame) {
        ends[1 - place]?.told.frame.emit([lane, frame])
        return true
      },
      close: (reason) => void reasons.push(reason),
    }
    const signals = createEmitter<LinkSignal>()
    const attempt = createLinkAttempt({
      ...{ initiator: place === 0, purpose: 'space', psk: new Uint8Array(32), identity, clock },
      ...{ peer: (place === 0 ? bob : alice).deviceId, random, isAllowed: () => true },
      transport: { available: true, onAvailable: nothing, open: () => link },
      ice: { iceServers: [], relayOnly: false },
      sendSignals: () => undefined,
      onDone: (secure) => void done.push(secure),
      onFailed: (reason) => void reasons.push(reason),
    })
    return { attempt, signals, told }
  })
  for (const [place, end] of ends.entries()) {
    end.signals.emit(description(place === 0 ? 'a' : 'b', 'first'))
    end.attempt.receiveSignals([description(place === 0 ? 'b' : 'a', 'first')])
  }
  for (const end of ends.toReversed())
    end.told.open.emit({ remoteCertificate: null, route: 'direct' })
  expect(done).toHaveLength(2)
  applied.length = 0
  return { ends, applied, reasons }
}

describe('rule 21: once a link is authenticated', () => {
  it.each([
    ['the certificate of before', 'b'],
    ['another certificate', 'c'],
  ])('a description with %s that comes by the relay is not applied', (_, digit) => {
    const { ends, applied, reasons } = attempted('by the relay')
    ends[0]?.attempt.receiveSignals([description(digit, 'second')])
    expect(applied).toEqual([])
    expect(reasons).toEqual([])
  })
})
