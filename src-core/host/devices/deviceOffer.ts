import { createDisposerStore } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import { FoyerError } from '../../base/errors.ts'
import type { SpaceId } from '../../base/ids.ts'
import {
  type DeviceCertificate,
  deviceLinkSecrets,
  formatDeviceLink,
  type IdentityWithSecrets,
} from '../../membership/index.ts'
import type { Clock, Random, Signaling, Transport } from '../../ports/index.ts'
import { createPeering, type SecureLink } from '../../sync/index.ts'
import { type DeviceMessage, encodeDeviceMessage, parseDeviceMessage } from './deviceProtocol.ts'
import { createDigitExchange, type DigitExchange } from './digitExchange.ts'

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
/**
 * Whoever has the code and knows the digits on the other screen could come again and again until its own
 * are the same: it has this many tries of a million.
 */
const MAX_COMPARISONS = 5

interface Asking {
  readonly exchange: DigitExchange
  readonly link: SecureLink
  readonly label: string
  readonly name: string | null
  /** Undefined until the device has revealed what it committed to. */
  digits?: string
}

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
  let asking: Asking | undefined
  let comparisons = 0

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
  disposers.add(clock.after(LIFETIME_MS, expire))

  function expire() {
    if (state === 'done') return
    peering.close()
    asking?.exchange.stop()
    asking = undefined
    set('expired')
  }

  function meet(made: SecureLink) {
    made.onMessage((_lane, bytes) => {
      const message = parseDeviceMessage(bytes)
      if (message?.type === 'entries' && state === 'done' && asking?.link === made) {
        const entries = options.takeEntries(made.certificate, message.spaceId, message.entries)
        const { spaceId } = message
        return made.send('live', encodeDeviceMessage({ type: 'entries', spaceId, entries }))
      }
      if (message?.type === 'reveal' && asking?.link === made) return show(asking, message.nonce)
      if (message?.type !== 'ask') return made.close('malformed')
      // One link, one device: whoever comes second is turned away, and the person sees one pair of digits.
      const isFree = state === 'waiting' && !asking
      const known = isFree ? options.recognise(made.certificate) : undefined
      if (!known) {
        made.send('live', encodeDeviceMessage({ type: 'refused' }))
        return
      }
      const exchange = createDigitExchange(made, message.commitment, options)
      asking = { exchange, link: made, label: message.label, name: known.name }
    })
    made.onClose(() => {
      if (asking?.link !== made || state === 'done') return
      asking.exchange.stop()
      asking = undefined
      if (comparisons >= MAX_COMPARISONS) expire()
      else set('waiting')
    })
  }

  function show(one: Asking, nonce: Uint8Array) {
    const digits = one.digits === undefined ? one.exchange.reveal(nonce) : undefined
    if (digits === undefined) return one.link.close('malformed')
    one.digits = digits
    comparisons++
    set('asked')
  }

  return {
    view: () => ({
      ...{ kind: options.kind, link, expiresAt, state },
      asking:
        asking?.digits === undefined
          ? null
          : { label: asking.label, name: asking.name, digits: asking.digits },
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
