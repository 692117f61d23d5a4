import { createDisposerStore } from '../base/disposer.ts'
import { createEmitter } from '../base/emitter.ts'
import type { DeviceId } from '../base/ids.ts'
import type { DeviceCertificate } from '../membership/index.ts'
import { createAnnouncer } from './announcer.ts'
import { createAttempts } from './attempts.ts'
import { createBackoff } from './backoff.ts'
import { answerAnnouncement, answerDelayMs, type DegreeQuestion } from './degree.ts'
import { ENOUGH_PEERS, MAX_PEERS } from './limits.ts'
import type {
  LinkFailure,
  Peering,
  PeeringOptions,
  ScopeKeysWithSecrets,
  SecureLink,
} from './peeringTypes.ts'
import { createRendezvous } from './rendezvous.ts'
import type { OpenedSignal } from './signalPayload.ts'

interface HeldLink {
  readonly link: SecureLink
  readonly since: number
  readonly forget: () => void
}

interface Heard {
  readonly at: number
  offers: number
}

/** An announcement made before both sides knew of a new link may arrive this long after it. */
const FRESH_LINK_MS = 3_000
const HEARD_LATELY_MS = 150_000
const MAX_HEARD = 1024
const RELAY_JITTER_MS = 300
const RECONNECT_JITTER_MS = 800
/** Above `maxPeers` for inbound links, so that a newcomer finds a place. */
const INBOUND_RESERVE = 2
const REPLACE_GAP_MS = 60_000
const REPLACED = 'replaced by another device'

/** Finds the other devices of a scope and keeps authenticated links to them. */
export function createPeering(options: PeeringOptions): Peering {
  const { scope, identity, signaling, transport, clock, random } = options
  const maxPeers = options.maxPeers ?? MAX_PEERS
  const held = new Map<DeviceId, HeldLink>()
  const heard = new Map<DeviceId, Heard>()
  const opened = createEmitter<SecureLink>()
  const failures = createEmitter<LinkFailure>()
  const disposers = createDisposerStore()
  const backoff = createBackoff<DeviceId>(clock, 1_000, 120_000)
  let keys = scope.keys
  let closed = false
  let olderTurn = 0
  let replacedAt = Number.NEGATIVE_INFINITY

  const draw = () => new DataView(random.bytes(4).slice().buffer).getUint32(0) / 2 ** 32

  const isWelcome = (certificate: DeviceCertificate): boolean =>
    (scope.expectedPeer === undefined || scope.expectedPeer === certificate.deviceId) &&
    options.isAllowed(certificate)

  const announce = () => {
    const current = keys[0]
    if (!transport.available || !current) return
    const linked = [...held.keys()].slice(0, 24)
    rendezvous.publish(current, null, { type: 'announce', linked })
    // Two who both made a key while they were apart know no newer one together.
    const older = keys.length > 1 ? keys[1 + (olderTurn++ % (keys.length - 1))] : undefined
    if (older && options.seeksOlder?.())
      rendezvous.publish(older, null, { type: 'announce', linked })
  }
  const announcer = createAnnouncer({ clock, random: draw, announce })

  const remove = (device: DeviceId, link: SecureLink) => {
    const entry = held.get(device)
    if (entry?.link !== link) return
    held.delete(device)
    entry.forget()
  }

  const hold = (link: SecureLink) => {
    const before = held.get(link.device)
    if (before) {
      remove(link.device, before.link)
      before.link.close('replaced by a newer link')
    }
    let known = true
    const forget = link.onClose((reason) => {
      known = false
      remove(link.device, link)
      if (!closed && held.size < ENOUGH_PEERS && reason !== REPLACED)
        announcer.wake(RECONNECT_JITTER_MS)
    })
    if (known) held.set(link.device, { link, since: clock.now(), forget })
  }

  /** Seldom, or devices that are all full would go on pushing each other out. */
  const makeRoom = (): boolean => {
    const all = [...held.values()]
    if (all.length < maxPeers || Math.abs(clock.now() - replacedAt) < REPLACE_GAP_MS) return false
    replacedAt = clock.now()
    all[Math.floor(draw() * all.length)]?.link.close(REPLACED)
    return true
  }

  const attempts = createAttempts({
    ...options,
    isWelcome,
    publish: (keys, to, body) => !closed && rendezvous.publish(keys, to, body),
    onLink(link) {
      backoff.succeeded(link.device)
      hold(link)
      opened.emit(link)
    },
    onFailed(device, reason) {
      options.log?.(`no link to ${device}: ${reason}`)
      backoff.failed(device)
      failures.emit({ device, reason })
      if (!closed && !held.has(device)) announcer.wake(4 * RECONNECT_JITTER_MS)
    },
  })

  const noteHeard = (device: DeviceId) => {
    heard.delete(device)
    heard.set(device, { at: clock.now(), offers: 0 })
    const [oldest] = heard.keys()
    if (heard.size > MAX_HEARD) heard.delete(oldest as DeviceId)
  }
  const online = () =>
    [...heard.values()].filter(({ at }) => Math.abs(clock.now() - at) < HEARD_LATELY_MS).length

  const load = () => held.size + attempts.count

  /** Whether this announcement tells that the link we believe in is gone, or that there is none. */
  const wantsLink = (device: DeviceId, linked: readonly DeviceId[]): boolean => {
    const entry = held.get(device)
    if (!entry) return true
    const fresh = Math.abs(clock.now() - entry.since) < FRESH_LINK_MS
    return !fresh && linked.length < 24 && !linked.includes(identity.deviceId)
  }

  const answer = (device: DeviceId, keys: ScopeKeysWithSecrets, question: DegreeQuestion) => {
    if (closed || !transport.available || !backoff.allows(device)) return
    const offersSeen = heard.get(device)?.offers ?? 0
    const decision = held.has(device) ? 'offer' : answerAnnouncement({ ...question, offersSeen })
    if (decision === 'skip') return
    if (decision === 'replace' && !makeRoom()) return
    attempts.offer(device, keys)
  }

  const handleAnnouncement = (
    device: DeviceId,
    linked: readonly DeviceId[],
    keys: ScopeKeysWithSecrets,
  ) => {
    noteHeard(device)
    if (!wantsLink(device, linked)) return
    const mine = load()
    const theirs = linked.length
    const question = { mine, theirs, online: online(), offersSeen: 0, maxPeers, draw: draw() }
    const delay = answerDelayMs(question)
    if (delay === 0) return answer(device, keys, question)
    const later = () => answer(device, keys, { ...question, mine: load(), draw: draw() })
    disposers.add(clock.after(delay, later))
  }

  const handleSignal = (signal: OpenedSignal, keys: ScopeKeysWithSecrets) => {
    const { from, body } = signal
    if (closed || !transport.available || !isWelcome(signal.certificate)) return
    if (body.type === 'announce') return handleAnnouncement(from, body.linked, keys)
    const room = held.has(from) || attempts.knows(from) || load() < maxPeers + INBOUND_RESERVE
    if (room) attempts.receive(from, body, keys)
  }

  const rendezvous = createRendezvous({
    ...options,
    keys,
    onSignal: handleSignal,
    onOverheard(to) {
      const target = heard.get(to)
      if (target) target.offers++
    },
  })

  const isOnline = () => signaling.states().some(({ status }) => status === 'online')
  let wasOnline = isOnline()
  let everOnline = wasOnline
  if (wasOnline) announcer.wake(0)
  disposers.add(
    signaling.onStates(() => {
      const now = isOnline()
      // Everyone reconnects at once after a relay's restart; the very first time nobody else does.
      if (now && !wasOnline) announcer.wake(everOnline ? RELAY_JITTER_MS : 0)
      wasOnline = now
      everOnline ||= now
    }),
  )
  disposers.add(transport.onAvailable((available) => available && announcer.wake(0)))

  return {
    links: () => [...held.values()].map(({ link }) => link),
    onLink: (listener) => opened.on(listener),
    onFailure: (listener) => failures.on(listener),
    recheck() {
      backoff.clear()
      for (const { link } of [...held.values()])
        if (!isWelcome(link.certificate)) link.close('not allowed')
    },
    setKeys(next) {
      keys = next
      olderTurn = 0
      backoff.clear()
      rendezvous.setKeys(next)
      announcer.wake(RELAY_JITTER_MS)
    },
    release(device) {
      const entry = held.get(device)
      if (entry) remove(device, entry.link)
      return entry?.link
    },
    adopt: hold,
    close() {
      if (closed) return
      closed = true
      announcer.stop()
      disposers.dispose()
      attempts.close()
      rendezvous.close()
      for (const { link, forget } of [...held.values()]) {
        forget()
        link.close('peering closed')
      }
      held.clear()
      opened.clear()
      failures.clear()
    },
  }
}
