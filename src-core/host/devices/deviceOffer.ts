import { createDisposerStore } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import { FoyerError } from '../../base/errors.ts'
import {
  certifyOther,
  type DeviceCertificate,
  deviceDigits,
  deviceLinkSecrets,
  formatDeviceLink,
  type RootedIdentityWithSecrets,
} from '../../membership/index.ts'
import type { Clock, Random, Signaling, Transport } from '../../ports/index.ts'
import { createPeering, type SecureLink } from '../../sync/index.ts'
import { type DeviceMessage, encodeDeviceMessage, parseDeviceMessage } from './deviceProtocol.ts'

export interface DeviceOfferOptions {
  readonly identity: RootedIdentityWithSecrets
  readonly signaling: Signaling
  readonly transport: Transport
  readonly clock: Clock
  readonly random: Random
  readonly relay: string
  readonly log: (message: string) => void
  /** Lets the device into every Space; what is to be said to it, in order. */
  readonly grant: (certificate: DeviceCertificate, label: string) => readonly DeviceMessage[]
}

export interface OfferView {
  readonly link: string
  /** ms since 1970. */
  readonly expiresAt: number
  readonly state: 'waiting' | 'asked' | 'done' | 'expired'
  /** What the new device calls itself, and the digits to compare with its screen. */
  readonly asking: { readonly label: string; readonly digits: string } | null
}

/** One device of a person waits for another one, which a person lets in (rule 33). */
export interface DeviceOffer {
  view(): OfferView
  onChange: ReturnType<typeof createEmitter<void>>['on']
  /** The digits are the same. Throws FoyerError NOT_FOUND where nobody asks. */
  confirm(): void
  close(): void
}

const LIFETIME_MS = 10 * 60_000
/** So long the last messages have to arrive, and a refusal. */
const LINGER_MS = 30_000
const REFUSAL_MS = 500

export function createDeviceOffer(options: DeviceOfferOptions): DeviceOffer {
  const { identity, clock, random, relay } = options
  const disposers = createDisposerStore()
  const changed = createEmitter<void>()
  const seed = random.bytes(32)
  const expiresAt = clock.now() + LIFETIME_MS
  const { deviceId: device } = identity
  const link = formatDeviceLink({
    ...{ version: 1, seed, device, relay, deviceKey: identity.device.publicKey },
  })
  let state: OfferView['state'] = 'waiting'
  let asking: { readonly link: SecureLink; readonly label: string } | undefined

  const set = (next: OfferView['state']) => {
    state = next
    changed.emit()
  }
  const peering = createPeering({
    ...options,
    scope: { purpose: 'device', keys: [deviceLinkSecrets(seed)] },
    isAllowed: () => true,
  })
  disposers.add(peering.close)
  disposers.add(peering.onLink(meet))
  disposers.add(
    clock.after(LIFETIME_MS, () => {
      if (state === 'done') return
      peering.close()
      asking = undefined
      set('expired')
    }),
  )

  function meet(made: SecureLink) {
    made.onMessage((_lane, bytes) => {
      const message = parseDeviceMessage(bytes)
      if (message?.type !== 'ask') return made.close('malformed')
      // One link, one device: whoever comes second is turned away, and the person sees one pair of digits.
      if (state !== 'waiting') {
        made.send('live', encodeDeviceMessage({ type: 'refused' }))
        return
      }
      asking = { link: made, label: message.label }
      set('asked')
    })
    made.onClose(() => {
      if (asking?.link !== made || state !== 'asked') return
      asking = undefined
      set('waiting')
    })
  }

  return {
    view: () => ({
      ...{ link, expiresAt, state },
      asking: asking ? { label: asking.label, digits: deviceDigits(asking.link.transcript) } : null,
    }),
    onChange: changed.on,
    confirm() {
      if (state !== 'asked' || !asking) throw new FoyerError('NOT_FOUND')
      const { link: made, label } = asking
      const certificate = certifyOther(identity, made.certificate, clock)
      for (const message of options.grant(certificate, label))
        made.send('live', encodeDeviceMessage(message))
      set('done')
      disposers.add(clock.after(LINGER_MS, () => peering.close()))
    },
    close() {
      changed.clear()
      if (state !== 'asked' || !asking) return disposers.dispose()
      asking.link.send('live', encodeDeviceMessage({ type: 'refused' }))
      state = 'expired'
      clock.after(REFUSAL_MS, disposers.dispose)
    },
  }
}
