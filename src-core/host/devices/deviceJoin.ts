import { equalBytes } from '../../base/bytes.ts'
import { createDisposerStore } from '../../base/disposer.ts'
import { type ErrorCode, FoyerError } from '../../base/errors.ts'
import type { SpaceId } from '../../base/ids.ts'
import {
  createIdentity,
  type DeviceLink,
  deviceDigits,
  deviceLinkSecrets,
  digitCommitment,
  type IdentityWithSecrets,
  identityOfDevice,
} from '../../membership/index.ts'
import type { Clock, Random, Signaling, Transport } from '../../ports/index.ts'
import { createPeering, type SecureLink } from '../../sync/index.ts'
import {
  type DeviceMessage,
  encodeDeviceMessage,
  type HandedSpace,
  parseDeviceMessage,
} from './deviceProtocol.ts'
import { createHandedParts } from './handedLog.ts'

export interface DeviceJoinOptions {
  readonly link: DeviceLink
  readonly signaling: Signaling
  readonly transport: Transport
  readonly clock: Clock
  readonly random: Random
  readonly deviceLabel: string
  /** A person who has come back by the kit; otherwise the other side says who one is. */
  readonly restored?: Restored
  readonly log: (message: string) => void
  readonly onState: (state: JoiningState) => void
}

/** A person who has come back by the kit and is in nothing yet. */
export interface Restored {
  readonly identity: IdentityWithSecrets
  /** Keeps a Space; the entry by which this device comes into it, if it had to write one. */
  readonly takeOver: (space: HandedSpace) => Promise<Uint8Array | undefined>
  readonly takeEntries: (spaceId: SpaceId, entries: readonly Uint8Array[]) => void
}

export type JoiningState =
  | { readonly state: 'reaching' }
  /** The person compares the digits with the other screen and confirms there. */
  | { readonly state: 'compare'; readonly digits: string }
  | { readonly state: 'receiving'; readonly name: string }

/** What a new device has been given: who it is now, and the Spaces. */
export interface JoinedDevice {
  readonly identity: IdentityWithSecrets
  readonly name: string
  readonly enamel: string
  /** Of the device that granted. */
  readonly label: string
  readonly spaces: readonly HandedSpace[]
}

const say = (link: SecureLink, message: DeviceMessage) =>
  link.send('live', encodeDeviceMessage(message))

const nothingTold = { name: '', enamel: '', label: '' }

/** As long as the offer on the other side is good. */
const PATIENCE_MS = 10 * 60_000

/**
 * The new device's side (rule 33). Nothing is on its disk before it has everything. Rejects with a
 * FoyerError: DEVICE_REFUSED, DEVICE_UNREACHABLE, LOG_TOO_LARGE.
 */
export function joinAsDevice(options: DeviceJoinOptions): Promise<JoinedDevice> {
  const { link: offer, clock, random, restored } = options
  const disposers = createDisposerStore()
  // Its keys stay; the person is replaced by the one who grants.
  const fresh = restored?.identity ?? createIdentity(random, clock)
  const peering = createPeering({
    ...options,
    identity: fresh,
    scope: { purpose: 'device', keys: [deviceLinkSecrets(offer.seed)], expectedPeer: offer.device },
    isAllowed: (certificate) =>
      certificate.deviceId === offer.device && equalBytes(certificate.signKey, offer.deviceKey),
  })
  disposers.add(peering.close)
  options.onState({ state: 'reaching' })

  const joined = new Promise<JoinedDevice>((resolve, reject) => {
    const fail = (code: ErrorCode) => reject(new FoyerError(code))
    disposers.add(clock.after(PATIENCE_MS, () => fail('DEVICE_UNREACHABLE')))
    disposers.add(peering.onLink((link) => receive(link, resolve, fail, reject)))
  })
  return joined.finally(disposers.dispose)

  function receive(
    link: SecureLink,
    resolve: (joined: JoinedDevice) => void,
    fail: (code: ErrorCode) => void,
    failed: (error: unknown) => void,
  ) {
    const spaces: HandedSpace[] = []
    const unanswered = new Set<SpaceId>()
    let beingRead = 0
    const parts = createHandedParts()
    let isDone = false
    let joining: Uint8Array | undefined = random.bytes(32)
    const commitment = digitCommitment(link.transcript, joining)
    let granted: Omit<JoinedDevice, 'spaces'> | undefined = restored && {
      ...{ identity: restored.identity, ...nothingTold },
    }
    link.onMessage((_lane, bytes) => {
      const message = parseDeviceMessage(bytes)
      if (message?.type === 'refused') fail('DEVICE_REFUSED')
      if (message?.type === 'nonce' && joining) {
        say(link, { type: 'reveal', nonce: joining })
        const nonces = { joining, granting: message.nonce }
        // Told once: a second nonce would let the other side choose the digits after all.
        joining = undefined
        options.onState({ state: 'compare', digits: deviceDigits(link.transcript, nonces) })
      }
      if (message?.type === 'granted' && !restored) {
        const identity = identityOfDevice(fresh.seeds, message.certificate)
        if (!identity || !equalBytes(identity.certificate.rootKey, link.certificate.rootKey))
          return fail('DEVICE_REFUSED')
        const { name, enamel, label } = message
        granted = { identity, name, enamel, label }
        options.onState({ state: 'receiving', name })
      }
      if (message?.type === 'part') {
        const { part } = message
        if (!parts.add(link.device, part.spaceId, part)) fail('LOG_TOO_LARGE')
      }
      if (message?.type === 'space') {
        const { spaceId } = message.space
        const whole = parts.whole(link.device, spaceId, message.space)
        if (!whole) return fail('LOG_TOO_LARGE')
        const space = { ...message.space, ...whole }
        spaces.push(space)
        if (restored) take(restored, space)
      }
      if (message?.type === 'entries' && unanswered.delete(message.spaceId))
        restored?.takeEntries(message.spaceId, message.entries)
      if (message?.type === 'done') isDone = true
      finish()
    })
    function finish() {
      if (!isDone || !granted || beingRead > 0 || unanswered.size > 0) return
      resolve({ ...granted, spaces })
    }
    function take({ takeOver }: Restored, space: HandedSpace) {
      beingRead++
      takeOver(space)
        .then((entry) => {
          beingRead--
          const { spaceId } = space
          if (entry) unanswered.add(spaceId)
          if (entry) say(link, { type: 'entries', spaceId, entries: [entry] })
          finish()
        })
        .catch(failed)
    }
    link.onClose(() => spaces.length === 0 && options.onState({ state: 'reaching' }))
    say(link, { type: 'ask', label: options.deviceLabel, commitment })
  }
}
