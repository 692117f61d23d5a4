import { createDisposerStore, type Disposer } from '../base/disposer.ts'
import type { DeviceId } from '../base/ids.ts'
import type { DeviceCertificate, IdentityWithSecrets } from '../membership/index.ts'
import type {
  Clock,
  Lane,
  LinkOpened,
  LinkOptions,
  LinkSignal,
  Random,
  Transport,
} from '../ports/index.ts'
import { createHandshake, type Handshake, type HandshakeDone } from './handshake.ts'
import { CONNECT_TIMEOUT_MS, HANDSHAKE_TIMEOUT_MS, MAX_FRAME_BYTES } from './limits.ts'
import type { LinkPurpose, SecureLink } from './peeringTypes.ts'
import { createPinnedFingerprints } from './pinnedFingerprints.ts'
import { createSecureLink, type OwnedLink } from './secureLink.ts'

export interface LinkAttemptOptions {
  /** Who makes the offer; it is also the handshake's initiator. */
  readonly initiator: boolean
  readonly peer: DeviceId
  readonly purpose: LinkPurpose
  readonly psk: Uint8Array
  readonly identity: IdentityWithSecrets
  readonly transport: Transport
  readonly ice: Pick<LinkOptions, 'iceServers' | 'relayOnly'>
  readonly clock: Clock
  readonly random: Random
  isAllowed(certificate: DeviceCertificate): boolean
  sendSignals(signals: readonly LinkSignal[]): void
  onDone(link: SecureLink): void
  onFailed(reason: string): void
}

export interface LinkAttempt {
  /** From the relay, in the order they came. */
  receiveSignals(signals: readonly LinkSignal[]): void
  /** Ends it without `onFailed`; a link that is done already stays. */
  abandon(reason: string): void
}

/** Candidates come in a burst; one payload carries those of this many ms. */
const CANDIDATE_WAIT_MS = 10
const MAX_CANDIDATES = 64
/** The initiator may use `bulk` before the responder has read `finish` on `live`. */
const MAX_EARLY_FRAMES = 16

/** From nothing to an authenticated link: descriptions, candidates, DTLS, handshake. */
export function createLinkAttempt(options: LinkAttemptOptions): LinkAttempt {
  const { clock, initiator } = options
  const { iceServers, relayOnly } = options.ice
  const link = options.transport.open({ polite: !initiator, iceServers, relayOnly })
  const pinned = createPinnedFingerprints()
  const waitingSignals: LinkSignal[] = []
  const early: (readonly [Lane, Uint8Array])[] = []
  const timers = createDisposerStore()
  let cancelTimeout: Disposer = () => {}
  let candidates = 0
  let flushing = false
  let handshake: Handshake | undefined
  let opened: LinkOpened | undefined
  let owned: OwnedLink | undefined
  let ended = false

  const end = (reason: string) => {
    ended = true
    timers.dispose()
    cancelTimeout()
    link.close(reason)
  }
  const fail = (reason: string) => {
    if (ended || owned) return
    end(reason)
    options.onFailed(reason)
  }
  const setTimeoutReason = (ms: number, reason: string) => {
    cancelTimeout()
    cancelTimeout = clock.after(ms, () => fail(reason))
  }

  const flushSignals = () => {
    flushing = false
    const signals = waitingSignals.splice(0)
    if (signals.length > 0 && !ended) options.sendSignals(signals)
  }
  const sendSignal = (signal: LinkSignal) => {
    if (!pinned.accept('local', signal))
      return owned ? owned.secure.close('bad local signal') : fail('bad local signal')
    if (owned) return owned.sendSignal(signal)
    if (signal.type === 'candidate' && signal.candidate === '') return
    waitingSignals.push(signal)
    if (signal.type === 'description') return flushSignals()
    if (flushing) return
    flushing = true
    timers.add(clock.after(CANDIDATE_WAIT_MS, flushSignals))
  }

  const finish = (done: HandshakeDone) => {
    cancelTimeout()
    owned = createSecureLink({
      link,
      handshake: done,
      initiator,
      purpose: options.purpose,
      route: opened?.route ?? 'unknown',
      clock,
      random: options.random,
      acceptsSignal: (signal) => pinned.accept('remote', signal),
    })
    options.onDone(owned.secure)
    for (const [lane, frame] of early.splice(0)) owned.receiveFrame(lane, frame)
  }

  const stepHandshake = (frame: Uint8Array) => {
    if (!handshake) return fail('early frame')
    const { send, done, failed } = handshake.step(frame)
    if (failed) return fail(`handshake: ${failed}`)
    if (send && !link.send('live', send)) return fail('lane is full')
    if (done) finish(done)
  }

  const receiveFrame = (lane: Lane, frame: Uint8Array) => {
    if (ended) return
    if (owned) return owned.receiveFrame(lane, frame)
    if (frame.length > MAX_FRAME_BYTES) return fail('malformed')
    if (lane === 'live') return stepHandshake(frame)
    early.push([lane, frame])
    if (early.length > MAX_EARLY_FRAMES) fail('early frames')
  }

  const begin = (event: LinkOpened) => {
    if (ended || handshake) return
    const localFingerprint = pinned.get('local')
    const remoteFingerprint = pinned.get('remote')
    if (!localFingerprint || !remoteFingerprint) return fail('no description')
    if (event.remoteCertificate !== null && event.remoteCertificate !== remoteFingerprint)
      return fail('another certificate')
    opened = event
    setTimeoutReason(HANDSHAKE_TIMEOUT_MS, 'handshake timeout')
    handshake = createHandshake({
      ...options,
      localFingerprint,
      remoteFingerprint,
      verifyPeer: (certificate) =>
        certificate.deviceId === options.peer && options.isAllowed(certificate),
    })
    const first = handshake.start()
    if (first && !link.send('live', first)) fail('lane is full')
  }

  setTimeoutReason(CONNECT_TIMEOUT_MS, 'connect timeout')
  link.onSignal(sendSignal)
  link.onOpen(begin)
  link.onFrame(receiveFrame)
  link.onClose((reason) => fail(reason))

  const receiveSignal = (signal: LinkSignal) => {
    // Once the link is open, another description may come inside it only (rule 21).
    if (ended || (owned && signal.type === 'description')) return
    if (signal.type === 'candidate' && ++candidates > MAX_CANDIDATES) return
    if (!pinned.accept('remote', signal)) return fail('bad description')
    link.receiveSignal(signal)
  }

  return {
    receiveSignals: (signals) => signals.forEach(receiveSignal),
    abandon(reason) {
      if (!ended && !owned) end(reason)
    },
  }
}
