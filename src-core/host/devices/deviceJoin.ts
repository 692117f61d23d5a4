import { equalBytes } from '../../base/bytes.ts'
import { createDisposerStore } from '../../base/disposer.ts'
import { type ErrorCode, FoyerError } from '../../base/errors.ts'
import {
  createIdentity,
  type DeviceLink,
  deviceDigits,
  deviceLinkSecrets,
  type IdentityWithSecrets,
  identityOfDevice,
} from '../../membership/index.ts'
import type { Clock, Random, Signaling, Transport } from '../../ports/index.ts'
import { createPeering, type SecureLink } from '../../sync/index.ts'
import { encodeDeviceMessage, type HandedSpace, parseDeviceMessage } from './deviceProtocol.ts'

export interface DeviceJoinOptions {
  readonly link: DeviceLink
  readonly signaling: Signaling
  readonly transport: Transport
  readonly clock: Clock
  readonly random: Random
  readonly deviceLabel: string
  readonly log: (message: string) => void
  readonly onState: (state: JoiningState) => void
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

/** As long as the offer on the other side is good. */
const PATIENCE_MS = 10 * 60_000

/**
 * The new device's side (rule 33). Nothing is on its disk before it has everything. Rejects with a
 * FoyerError: DEVICE_REFUSED, DEVICE_UNREACHABLE.
 */
export function joinAsDevice(options: DeviceJoinOptions): Promise<JoinedDevice> {
  const { link: offer, clock, random } = options
  const disposers = createDisposerStore()
  // Its keys stay; the person is replaced by the one who grants.
  const fresh = createIdentity(random, clock)
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
    disposers.add(peering.onLink((link) => receive(link, resolve, fail)))
  })
  return joined.finally(disposers.dispose)

  function receive(
    link: SecureLink,
    resolve: (joined: JoinedDevice) => void,
    fail: (code: ErrorCode) => void,
  ) {
    const spaces: HandedSpace[] = []
    let granted: Omit<JoinedDevice, 'spaces'> | undefined
    link.onMessage((_lane, bytes) => {
      const message = parseDeviceMessage(bytes)
      if (message?.type === 'refused') fail('DEVICE_REFUSED')
      if (message?.type === 'granted') {
        const identity = identityOfDevice(fresh.seeds, message.certificate)
        if (!identity || !equalBytes(identity.certificate.rootKey, link.certificate.rootKey))
          return fail('DEVICE_REFUSED')
        const { name, enamel, label } = message
        granted = { identity, name, enamel, label }
        options.onState({ state: 'receiving', name })
      }
      if (message?.type === 'space') spaces.push(message.space)
      if (message?.type === 'done' && granted) resolve({ ...granted, spaces })
    })
    link.onClose(() => !granted && options.onState({ state: 'reaching' }))
    options.onState({ state: 'compare', digits: deviceDigits(link.transcript) })
    link.send('live', encodeDeviceMessage({ type: 'ask', label: options.deviceLabel }))
  }
}
