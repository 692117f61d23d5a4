import { createDisposerStore } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import { FoyerError } from '../../base/errors.ts'
import type { SpaceId } from '../../base/ids.ts'
import {
  type DeviceCertificate,
  deviceDigits,
  deviceLinkSecrets,
  formatDeviceLink,
  type IdentityWithSecrets,
} from '../../membership/index.ts'
import type { Clock, Random, Signaling, Transport } from '../../ports/index.ts'
import { createPeering, type SecureLink } from '../../sync/index.ts'
import { type DeviceMessage, encodeDeviceMessage, parseDeviceMessage } from './deviceProtocol.ts'

export interface DeviceOfferOptions {
  readonly kind: OfferView['kind']
  readonly identity: IdentityWithSecrets
  readonly signaling: Signaling
  readonly transport: Transport
  readonly clock: Clock
  readonly random: Random
  readonly relay: string
  readonly log: (message: string) => void
  /** Whose device it says it is, as far as one knows; undefined: it is turned away. */
  readonly recognise: (
    certificate: DeviceCertificate,
  ) => { readonly name: string | null } | undefined
  /** Log entries that the device wrote to come in; what of the log followed them. */
  readonly takeEntries: (
    certificate: DeviceCertificate,
    spaceId: SpaceId,
    entries: readonly Uint8Array[],
  ) => readonly Uint8Array[]
  /** What is to be said to the device once a person has agreed, in order. */
  readonly grant: (certificate: DeviceCertificate, label: string) => readonly DeviceMessage[]
}

export interface OfferView {
  /** A further device of one's own, or a person who lost all of theirs. */
  readonly kind: 'device' | 'return'
  readonly link: string
  /** ms since 1970. */
  readonly expiresAt: number
  readonly state: 'waiting' | 'asked' | 'done' | 'expired'
  /** What the new device calls itself, who it says it belongs to, and the digits to compare. */
  readonly asking: {
    readonly label: string
    readonly name: string | null
    readonly digits: string
  } | null
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
  let asking:
    | { readonly link: SecureLink; readonly label: string; readonly name: string | null }
    | undefined

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
      if (message?.type === 'entries' && state === 'done' && asking?.link === made) {
        const entries = options.takeEntries(made.certificate, message.spaceId, message.entries)
        const { spaceId } = message
        return made.send('live', encodeDeviceMessage({ type: 'entries', spaceId, entries }))
      }
      if (message?.type !== 'ask') return made.close('malformed')
      // One link, one device: whoever comes second is turned away, and the person sees one pair of digits.
      const known = state === 'waiting' ? options.recognise(made.certificate) : undefined
      if (!known) {
        made.send('live', encodeDeviceMessage({ type: 'refused' }))
        return
      }
      asking = { link: made, label: message.label, name: known.name }
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
      ...{ kind: options.kind, link, expiresAt, state },
      asking: asking
        ? {
            label: asking.label,
            name: asking.name,
            digits: deviceDigits(asking.link.transcript),
          }
        : null,
    }),
    onChange: changed.on,
    confirm() {
      if (state !== 'asked' || !asking) throw new FoyerError('NOT_FOUND')
      const { link: made, label } = asking
      for (const message of options.grant(made.certificate, label))
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
