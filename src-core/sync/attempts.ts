import { type DeviceId, type Id, idFromBytes, idToBytes } from '../base/ids.ts'
import type { DeviceCertificate } from '../membership/index.ts'
import type { LinkSignal } from '../ports/index.ts'
import { MAX_UNAUTHENTICATED_INBOUND } from './limits.ts'
import { createLinkAttempt, type LinkAttempt } from './linkAttempt.ts'
import type { PeeringOptions, ScopeKeysWithSecrets, SecureLink } from './peeringTypes.ts'
import { isOffer, type SignalBody } from './signalPayload.ts'

export interface AttemptsOptions extends PeeringOptions {
  publish(keys: ScopeKeysWithSecrets, to: DeviceId | null, body: SignalBody): boolean
  isWelcome(certificate: DeviceCertificate): boolean
  onLink(link: SecureLink): void
  onFailed(device: DeviceId, reason: string): void
}

export interface Attempts {
  /** Makes an offer, unless one is under way that is still young. */
  offer(device: DeviceId, keys: ScopeKeysWithSecrets): void
  receive(device: DeviceId, part: SignalPart, keys: ScopeKeysWithSecrets): void
  /** Under way or waiting, for any device. */
  readonly count: number
  knows(device: DeviceId): boolean
  close(): void
}

type SignalPart = SignalBody & { type: 'signals' }

interface Running {
  readonly id: string
  readonly device: DeviceId
  readonly initiator: boolean
  readonly startedAt: number
  readonly attempt: LinkAttempt
}

interface Waiting {
  readonly id: string
  readonly device: DeviceId
  readonly keys: ScopeKeysWithSecrets
  readonly signals: LinkSignal[]
}

/** An offer this old has probably been lost; another announcement starts anew. */
const STALE_MS = 6_000
const MAX_WAITING = 32
const MAX_EARLY = 16

/**
 * The attempts to make links, at most one a device. Where both devices make an offer at once, the one
 * of the lower device id stands: both sides know it without a word.
 */
export function createAttempts(options: AttemptsOptions): Attempts {
  const { identity, clock, random, scope } = options
  const running = new Map<DeviceId, Running>()
  const waiting = new Map<string, Waiting>()
  /** Candidates that overtook their offer. */
  const early = new Map<string, LinkSignal[]>()
  let closed = false

  const unauthenticatedInbound = () =>
    [...running.values()].filter(({ initiator }) => !initiator).length

  const forget = (id: string, device: DeviceId) => {
    if (running.get(device)?.id === id) running.delete(device)
    if (!closed) startWaiting()
  }

  const start = (
    id: string,
    device: DeviceId,
    keys: ScopeKeysWithSecrets,
    initiator: boolean,
  ): LinkAttempt => {
    const { transport, isWelcome: isAllowed } = options
    const attempt = createLinkAttempt({
      initiator,
      peer: device,
      purpose: scope.purpose,
      psk: keys.psk,
      identity,
      transport,
      ice: options.ice ?? { iceServers: [], relayOnly: false },
      clock,
      random,
      isAllowed,
      sendSignals(signals) {
        const body = { type: 'signals', attempt: idToBytes(id as Id), signals } as const
        if (options.publish(keys, device, body)) return
        for (const signal of signals.length > 1 ? signals : [])
          options.publish(keys, device, { ...body, signals: [signal] })
      },
      onDone(link) {
        forget(id, device)
        options.onLink(link)
      },
      onFailed(reason) {
        forget(id, device)
        options.onFailed(device, reason)
      },
    })
    running.set(device, { id, device, initiator, startedAt: clock.now(), attempt })
    return attempt
  }

  const abandon = (device: DeviceId, reason: string) => {
    const current = running.get(device)
    running.delete(device)
    current?.attempt.abandon(reason)
  }

  const answer = ({ id, device, keys, signals }: Waiting) => {
    abandon(device, 'another attempt')
    const attempt = start(id, device, keys, false)
    attempt.receiveSignals([...signals, ...(early.get(id) ?? [])])
    early.delete(id)
  }

  function startWaiting() {
    for (const offer of waiting.values()) {
      if (unauthenticatedInbound() >= MAX_UNAUTHENTICATED_INBOUND) return
      waiting.delete(offer.id)
      if (!losesGlare(offer.device)) answer(offer)
    }
  }

  const losesGlare = (device: DeviceId): boolean => {
    const current = running.get(device)
    return current?.initiator === true && identity.deviceId < device && !isStale(current)
  }
  const isStale = ({ startedAt }: Running) => Math.abs(clock.now() - startedAt) > STALE_MS

  const keepEarly = (id: string, signals: readonly LinkSignal[]) => {
    early.set(id, [...(early.get(id) ?? []), ...signals].slice(0, 64))
    const [oldest] = early.keys()
    if (early.size > MAX_EARLY) early.delete(oldest as string)
  }

  const receiveOffer = (offer: Waiting) => {
    if (losesGlare(offer.device)) return
    for (const { id, device } of waiting.values()) if (device === offer.device) waiting.delete(id)
    const replaces = running.get(offer.device)?.initiator === false
    if (!replaces && unauthenticatedInbound() >= MAX_UNAUTHENTICATED_INBOUND) {
      if (waiting.size < MAX_WAITING) waiting.set(offer.id, offer)
      return
    }
    answer(offer)
  }

  return {
    offer(device, keys) {
      const current = running.get(device)
      if (closed || (current && !isStale(current))) return
      abandon(device, 'stale')
      start(idFromBytes<Id>(random.bytes(16)), device, keys, true)
    },
    receive(device, part, keys) {
      if (closed) return
      const id = idFromBytes<Id>(part.attempt)
      const current = running.get(device)
      if (current?.id === id) return current.attempt.receiveSignals(part.signals)
      const queued = waiting.get(id)
      if (queued?.device === device) return void queued.signals.push(...part.signals)
      if (!isOffer(part)) return keepEarly(id, part.signals)
      receiveOffer({ id, device, keys, signals: [...part.signals] })
    },
    get count() {
      return running.size + waiting.size
    },
    knows: (device) => running.has(device),
    close() {
      closed = true
      waiting.clear()
      for (const device of [...running.keys()]) abandon(device, 'closed')
    },
  }
}
