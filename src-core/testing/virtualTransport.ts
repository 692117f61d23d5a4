import { toHex } from '../base/bytes.ts'
import { createEmitter, type Emitter } from '../base/emitter.ts'
import type { LinkId } from '../base/ids.ts'
import type {
  Lane,
  LinkOpened,
  LinkOptions,
  LinkSignal,
  Transport,
  TransportLink,
} from '../ports/index.ts'
import type { NetworkContext } from './networkContext.ts'

export interface VirtualTransport extends Transport {
  /** The lease of a transport page comes and goes; its links go with it. */
  setAvailable(available: boolean): void
  links(): readonly VirtualLink[]
}

export interface VirtualLink extends TransportLink {
  readonly node: string
  readonly fingerprint: string
  /** Ends this side; `silently` leaves the other one to find out by itself. */
  end(reason: string, silently?: boolean): void
  /** Called by the network when what holds the path up may have gone. */
  pathChanged(): void
}

const PAUSE_BYTES = 1024 * 1024
const RESUME_BYTES = 256 * 1024
const MAX_FRAME_BYTES = 64 * 1024

const colons = (hex: string) => (hex.toUpperCase().match(/../g) ?? []).join(':')

const describe = (id: LinkId, fingerprint: string) =>
  `v=0\r\no=- ${id} 2 IN IP4 127.0.0.1\r\na=fingerprint:sha-256 ${colons(fingerprint)}\r\n`

const idIn = (sdp: string): LinkId | undefined =>
  /^o=- (\S+) /m.exec(sdp)?.[1] as LinkId | undefined

/** All WebRTC connections of a virtual network, by their ids in the session descriptions. */
export function createVirtualLinks(network: NetworkContext) {
  const links = new Map<LinkId, Side>()

  interface Side extends VirtualLink {
    remote: Side | undefined
    opened: boolean
    readonly opens: Emitter<LinkOpened>
    readonly frames: Emitter<readonly [Lane, Uint8Array]>
    readonly closes: Emitter<string>
    heardCandidate: boolean
  }

  const pathIsUp = (a: Side, b: Side) => network.reaches(a.node, b.node)

  const tryToOpen = (side: Side) => {
    const { remote } = side
    if (!remote || remote.remote !== side || side.opened) return
    if (!side.heardCandidate && !remote.heardCandidate) return
    network.clock.after(network.delay(), () => {
      if (side.opened || !links.has(side.id) || !links.has(remote.id)) return
      if (!pathIsUp(side, remote)) return
      for (const one of [side, remote]) one.opened = true
      side.opens.emit({ remoteCertificate: remote.fingerprint, route: 'direct' })
      remote.opens.emit({ remoteCertificate: side.fingerprint, route: 'direct' })
    })
  }

  const createLane = (side: () => Side, lane: Lane, onDrain: () => void) => {
    let buffered = 0
    let refused = false
    let lastAt = 0
    const held: Uint8Array[] = []

    const arrive = (frame: Uint8Array) => {
      const { remote } = side()
      if (!remote || !links.has(remote.id)) return
      if (!pathIsUp(side(), remote)) return void held.push(frame)
      buffered -= frame.length
      remote.frames.emit([lane, frame])
      if (!refused || buffered > RESUME_BYTES) return
      refused = false
      onDrain()
    }
    const deliver = (frame: Uint8Array) => {
      // Ordered within the lane: what comes later never overtakes.
      const wait = Math.max(network.delay(), lastAt - network.clock.elapsed)
      lastAt = network.clock.elapsed + wait
      network.clock.after(wait, () => (held.length > 0 ? held.push(frame) : arrive(frame)))
    }
    return {
      send(frame: Uint8Array): boolean {
        if (buffered >= PAUSE_BYTES) refused = true
        if (refused) return false
        buffered += frame.length
        deliver(frame.slice())
        return true
      },
      release() {
        for (const frame of held.splice(0)) arrive(frame)
      },
    }
  }

  function createSide(node: string, { polite }: LinkOptions): Side {
    const id = toHex(network.random.bytes(8)) as LinkId
    const signals = createEmitter<LinkSignal>()
    const drains = createEmitter<Lane>()
    const fingerprint = toHex(network.random.bytes(32))
    let cancelIce = () => {}

    const emitDescription = (kind: 'offer' | 'answer') => {
      signals.emit({ type: 'description', kind, sdp: describe(id, fingerprint) })
      const candidate = `candidate:${id}`
      signals.emit({ type: 'candidate', candidate, sdpMid: '0', sdpMLineIndex: 0 })
    }
    const handleDescription = (signal: LinkSignal & { type: 'description' }) => {
      const there = idIn(signal.sdp)
      side.remote = there && links.get(there)
      if (signal.kind === 'offer') emitDescription('answer')
      tryToOpen(side)
      if (side.remote) tryToOpen(side.remote)
    }

    const self = () => side
    const lanes = {
      live: createLane(self, 'live', () => drains.emit('live')),
      bulk: createLane(self, 'bulk', () => drains.emit('bulk')),
    }
    const side: Side = {
      id,
      node,
      fingerprint,
      remote: undefined,
      opened: false,
      heardCandidate: false,
      opens: createEmitter(),
      frames: createEmitter(),
      closes: createEmitter(),
      receiveSignal(signal) {
        if (!links.has(id)) return
        if (signal.type === 'description') return handleDescription(signal)
        side.heardCandidate = true
        tryToOpen(side)
      },
      onSignal: signals.on,
      onOpen: (listener) => side.opens.on(listener),
      send(lane, frame) {
        if (frame.length > MAX_FRAME_BYTES) throw new RangeError('the frame is too large')
        return side.opened && links.has(id) && lanes[lane].send(frame)
      },
      onDrain: drains.on,
      onFrame: (listener) => side.frames.on(([lane, frame]) => listener(lane, frame)),
      onClose: (listener) => side.closes.on(listener),
      close: (reason) => side.end(reason),
      end(reason, silently = false) {
        if (!links.delete(id)) return
        cancelIce()
        const { remote } = side
        if (remote && !silently && pathIsUp(side, remote))
          network.clock.after(network.delay(), () => remote.end('closed by the other side'))
        if (!silently) side.closes.emit(reason)
        const emitters = [signals, drains, side.opens, side.frames, side.closes]
        for (const emitter of emitters as Emitter<never>[]) emitter.clear()
      },
      pathChanged() {
        cancelIce()
        if (!side.remote) return
        if (links.has(side.remote.id) && pathIsUp(side, side.remote)) {
          lanes.live.release()
          lanes.bulk.release()
        } else if (side.opened && network.iceTimeoutMs !== null)
          cancelIce = network.clock.after(network.iceTimeoutMs, () => side.end('disconnected'))
      },
    }
    links.set(id, side)
    if (!polite)
      network.clock.after(0, () => {
        if (links.has(id)) emitDescription('offer')
      })
    return side
  }

  const linksOf = (node: string) => [...links.values()].filter((side) => side.node === node)

  return {
    all: (): readonly VirtualLink[] => [...links.values()],
    transport(node: string): VirtualTransport {
      const availability = createEmitter<boolean>()
      let available = true
      return {
        get available() {
          return available
        },
        onAvailable: availability.on,
        open: (options) => createSide(node, options),
        links: () => linksOf(node),
        setAvailable(value) {
          available = value
          if (!value) for (const side of linksOf(node)) side.end('no transport page')
          availability.emit(value)
        },
      }
    },
  }
}

/** A description with another fingerprint than the one its DTLS side has: an interposer's. */
export const withFingerprint = (sdp: string, fingerprint: Uint8Array): string =>
  sdp.replace(/sha-256 \S+/, `sha-256 ${colons(toHex(fingerprint))}`)
