import { equalBytes } from '../base/bytes.ts'
import { createDisposerStore, type Disposer } from '../base/disposer.ts'
import type { DeviceId, Topic } from '../base/ids.ts'
import {
  type DeviceCertificate,
  type IdentityWithSecrets,
  sameCertificate,
  verifyCertificate,
} from '../membership/index.ts'
import type { Clock, Random, Signaling } from '../ports/index.ts'
import type { ScopeKeysWithSecrets } from './peeringTypes.ts'
import { createReplayCache } from './replayCache.ts'
import { type OpenedSignal, openSignal, type SignalBody, sealSignal } from './signalPayload.ts'
import { listenDays, topicFor, untilNextDay, utcDay } from './topics.ts'

export interface Rendezvous {
  /** On today's topic of `keys`. False when the body is too large for a payload. */
  publish(keys: ScopeKeysWithSecrets, to: DeviceId | null, body: SignalBody): boolean
  setKeys(keys: readonly ScopeKeysWithSecrets[]): void
  close(): void
}

export interface RendezvousOptions {
  readonly keys: readonly ScopeKeysWithSecrets[]
  readonly identity: IdentityWithSecrets
  readonly signaling: Signaling
  readonly clock: Clock
  readonly random: Random
  /** Signals of other devices that are authentic, in time and new. */
  onSignal(signal: OpenedSignal, keys: ScopeKeysWithSecrets): void
  /** Somebody made an offer to another device. */
  onOverheard(to: DeviceId): void
}

const MAX_GENUINE = 512

/** Keeps listening on the topics of three days and of all keys while days pass (rule 17). */
export function createRendezvous(options: RendezvousOptions): Rendezvous {
  const { identity, signaling, clock, random } = options
  const replays = createReplayCache()
  const run = random.bytes(16)
  const genuine = new Map<DeviceId, DeviceCertificate>()
  let subscriptions = createDisposerStore()
  let cancelRollover: Disposer = () => {}
  let scopes = options.keys
  let listenedOn = 0
  let counter = 0

  const isGenuine = (certificate: DeviceCertificate): boolean => {
    const known = genuine.get(certificate.deviceId)
    if (known && sameCertificate(known, certificate)) {
      if (equalBytes(known.signature, certificate.signature)) return true
    }
    if (!verifyCertificate(certificate)) return false
    genuine.set(certificate.deviceId, certificate)
    const [oldest] = genuine.keys()
    if (genuine.size > MAX_GENUINE) genuine.delete(oldest as DeviceId)
    return true
  }

  const receive = (payload: Uint8Array, topic: Topic, keys: ScopeKeysWithSecrets) => {
    const received = { now: clock.now(), replays, self: identity.deviceId, isGenuine }
    const signal = openSignal(payload, { signalKey: keys.signalKey, topic }, received)
    if (signal?.type === 'overheard') options.onOverheard(signal.to)
    else if (signal && signal.from !== identity.deviceId) options.onSignal(signal, keys)
  }

  const listen = (keys: readonly ScopeKeysWithSecrets[]) => {
    const before = subscriptions
    subscriptions = createDisposerStore()
    scopes = keys
    listenedOn = utcDay(clock.now())
    for (const scope of keys)
      for (const day of listenDays(clock.now())) {
        const topic = topicFor(scope.topicKey, day)
        subscriptions.add(signaling.subscribe(topic, (bytes) => receive(bytes, topic, scope)))
      }
    // Only now, so that topics that stay are not left and joined again at the relay.
    before.dispose()
    cancelRollover()
    cancelRollover = clock.after(untilNextDay(clock.now()), () => listen(keys))
  }
  listen(options.keys)

  return {
    publish(keys, to, body) {
      const now = clock.now()
      // While a computer sleeps its timers do not run: after days of it nobody would find it until its next midnight.
      if (utcDay(now) !== listenedOn) listen(scopes)
      const topic = topicFor(keys.topicKey, utcDay(now))
      const { signalKey } = keys
      const content = { identity, to, run, counter: counter++, now, body, random, signalKey, topic }
      const payload = sealSignal(content)
      if (payload) signaling.publish(topic, payload)
      return payload !== undefined
    },
    setKeys: listen,
    close() {
      cancelRollover()
      subscriptions.dispose()
    },
  }
}
