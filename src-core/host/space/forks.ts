import { fromBase64Url, toBase64Url } from '../../base/bytes.ts'
import type { Disposer } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import type { DeviceId, SpaceId } from '../../base/ids.ts'
import { type InspectedUpdate, inspectUpdate } from '../../documents/index.ts'
import type { Clock, Storage } from '../../ports/index.ts'
import { type EnvelopeHeader, openHeader, verifyEnvelope } from '../../sync/index.ts'
import type { SealedNotes } from './sealedNotes.ts'
import { firstDifference, openSigned, type SignedUpdates } from './signedUpdates.ts'
import type { SpaceMembership } from './spaceMembership.ts'

export interface ForksOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly membership: SpaceMembership
  readonly notes: SealedNotes<StoredFork>
  readonly clock: Clock
}

/** Two envelopes of one device under one number, in base64url. */
export interface StoredFork {
  readonly seq: number
  readonly conflicts: boolean
  readonly first: string
  readonly second: string
  readonly at: number
}

export interface Fork {
  readonly deviceId: DeviceId
  readonly seq: number
  /**
   * The contents contradict each other: the device tells different people different things. Otherwise it
   * went on from a backup.
   */
  readonly conflicts: boolean
  /** ms since 1970: when this device learned of it. */
  readonly at: number
}

/**
 * Rule 35: what devices signed twice. Both envelopes are kept and passed on, because they prove it to
 * everyone by themselves.
 */
export interface Forks {
  list(): readonly Fork[]
  /** The last number before the device was proven to contradict itself. */
  provenEnd(deviceId: DeviceId): number | undefined
  /** For others: pairs of envelopes. */
  proofs(): readonly (readonly [Uint8Array, Uint8Array])[]
  /** Judges a pair, wherever it comes from. */
  learn(first: Uint8Array, second: Uint8Array): void
  onChange(listener: (fork: Fork, pair: readonly [Uint8Array, Uint8Array]) => void): Disposer
}

export function createForks(options: ForksOptions): Forks {
  const { spaceId, storage, membership, notes, clock } = options
  const learned = createEmitter<readonly [Fork, readonly [Uint8Array, Uint8Array]]>()
  let known = notes.all()

  function headerOf(bytes: Uint8Array): EnvelopeHeader | undefined {
    const header = openHeader(bytes)
    const author = header && membership.device(header.deviceId)
    if (header?.spaceId !== spaceId || !author) return undefined
    return verifyEnvelope(bytes, header, author.certificate) ? header : undefined
  }
  function signedOf(bytes: Uint8Array): SignedUpdates | undefined {
    const header = headerOf(bytes)
    const epoch = header && membership.epoch(header.epochId)
    const signed = header && epoch && openSigned(bytes, header, epoch)
    const inspected = signed && inspectUpdate(signed.update)
    if (!inspected?.ok) return undefined
    return signed?.segment && !signed.segment.fits(inspected.value) ? undefined : signed
  }
  const contentOf = (signed: SignedUpdates, seq: number) => {
    const inspected = inspectUpdate(signed.at(seq))
    return inspected.ok ? inspected.value : undefined
  }

  /** Undefined where it is no fork, or cannot be judged by this device. */
  function judge(first: Uint8Array, second: Uint8Array) {
    const [one, other] = [signedOf(first), signedOf(second)]
    if (!one || !other || one.header.deviceId !== other.header.deviceId) return undefined
    const seq = firstDifference(one, other)
    if (seq === undefined) return undefined
    const [a, b] = [contentOf(one, seq), contentOf(other, seq)]
    if (!a || !b) return undefined
    const conflicts = one.header.docId === other.header.docId && overlap(a, b)
    return { deviceId: one.header.deviceId, seq, conflicts }
  }

  const forkOf = ([deviceId, { seq, conflicts, at }]: readonly [string, StoredFork]): Fork => ({
    deviceId: deviceId as DeviceId,
    seq,
    conflicts,
    at,
  })
  /** A contradiction says more than a fork, and an earlier one more than a later. */
  const saysMore = (fork: Pick<Fork, 'seq' | 'conflicts'>, than: StoredFork | undefined) =>
    !than ||
    (fork.conflicts && !than.conflicts) ||
    (fork.conflicts === than.conflicts && fork.seq < than.seq)

  return {
    list: () => [...known].map(forkOf),
    provenEnd(deviceId) {
      const fork = known.get(deviceId)
      return fork?.conflicts ? fork.seq - 1 : undefined
    },
    proofs: () =>
      [...known.values()].map(({ first, second }) => [fromBase64Url(first), fromBase64Url(second)]),
    learn(first, second) {
      const fork = judge(first, second)
      if (!fork || !saysMore(fork, known.get(fork.deviceId))) return
      const { deviceId, seq, conflicts } = fork
      const at = clock.now()
      const pair = { first: toBase64Url(first), second: toBase64Url(second) }
      storage.transaction(() => notes.put(deviceId, { seq, conflicts, at, ...pair }))
      known = notes.all()
      learned.emit([{ ...fork, at }, [first, second]])
    },
    onChange: (listener) => learned.on(([fork, pair]) => listener(fork, pair)),
  }
}

/** A clock of a client in both, in different envelopes: one of them is written twice. */
function overlap(a: InspectedUpdate, b: InspectedUpdate): boolean {
  return a.structs.some((one) =>
    b.structs.some(
      (other) =>
        one.client === other.client &&
        one.clock < other.clock + other.length &&
        other.clock < one.clock + one.length,
    ),
  )
}
