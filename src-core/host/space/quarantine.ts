import type { Disposer } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import type { DeviceId, DocId, SpaceId } from '../../base/ids.ts'
import type { Clock, EnvelopeRow, Storage } from '../../ports/index.ts'
import type { SealedNotes } from './sealedNotes.ts'

interface Mark {
  readonly docId: DocId
  readonly deviceId: DeviceId
  readonly seq: number
}

/** What is noted of a device at whose envelope this host has ended. */
export interface StoredSuspicion {
  readonly docId: DocId
  readonly seq: number
  /** How often this host ended while applying it. */
  readonly ends: number
  /** ms since 1970, of the last time. */
  readonly at: number
  /** Envelopes that a person has chosen never to apply. */
  readonly dropped: readonly number[]
}

export interface Suspicion extends Mark {
  readonly at: number
}

/** A host may be killed for any reason once; twice at the same envelope is the envelope's doing. */
const MAX_ENDS = 2

export interface Quarantine {
  /** True after a start that found a mark: envelopes are then applied one by one, to name the right one. */
  readonly careful: boolean
  /** Nothing more of this device is applied to this document. */
  holds(row: Pick<EnvelopeRow, 'docId' | 'deviceId'>): boolean
  /** A person has chosen that it has no effect on this device. */
  isDropped(deviceId: DeviceId, seq: number): boolean
  /** Something in it is held or left out on this device alone: what it shows here is not what others see. */
  isSpoiled(docId: DocId): boolean
  /** What is held now. */
  list(): readonly Suspicion[]
  /** Applies it again; if that ends the host once more, it is held again. */
  retry(deviceId: DeviceId): void
  /** Never applies that envelope here; what follows it is judged as usual. */
  drop(deviceId: DeviceId): void
  /** Runs the step that can hang, with a mark on disk for as long as it takes (rule 13). */
  guard<T>(row: Mark, apply: () => T): T
  /** Applying it alone threw, and not because of the disk: it is held, and told, from now on. */
  threw(row: Mark): void
  onChange(listener: () => void): Disposer
}

export interface QuarantineOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly notes: SealedNotes<StoredSuspicion>
  readonly clock: Pick<Clock, 'now'>
}

/** Rule 13: an envelope that ends its host again and again is not applied any more, and is told. */
export function createQuarantine(options: QuarantineOptions): Quarantine {
  const { spaceId, storage, notes, clock } = options
  const changed = createEmitter<void>()
  let suspects = notes.all()

  function put(deviceId: DeviceId, change: Partial<StoredSuspicion> & Pick<Mark, 'docId' | 'seq'>) {
    const before = suspects.get(deviceId)
    const plain = { ends: 0, at: clock.now(), dropped: before?.dropped ?? [] }
    notes.put(deviceId, { ...plain, ...change })
    suspects = notes.all()
  }

  const mark = storage.envelopes.applying(spaceId)
  if (mark) {
    const { docId, deviceId, seq } = mark
    const before = suspects.get(deviceId)
    const ends = (before?.seq === seq ? before.ends : 0) + 1
    storage.transaction(() => {
      put(deviceId, { docId, seq, ends })
      storage.envelopes.setApplying(spaceId, null)
    })
  }

  const docOf = (deviceId: DeviceId, seq: number) =>
    storage.envelopes.ofDevice(spaceId, deviceId, seq, 1)[0]?.docId
  const isHeld = ({ ends }: StoredSuspicion) => ends >= MAX_ENDS
  function change(deviceId: DeviceId, make: (held: StoredSuspicion) => Partial<StoredSuspicion>) {
    const held = suspects.get(deviceId)
    if (!held || !isHeld(held)) return
    storage.transaction(() => put(deviceId, { ...held, ...make(held) }))
    changed.emit()
  }

  return {
    careful: mark !== null,
    holds({ docId, deviceId }) {
      const suspect = suspects.get(deviceId)
      return suspect !== undefined && isHeld(suspect) && suspect.docId === docId
    },
    isSpoiled: (docId) =>
      [...suspects].some(
        ([deviceId, suspect]) =>
          (isHeld(suspect) && suspect.docId === docId) ||
          suspect.dropped.some((seq) => docOf(deviceId as DeviceId, seq) === docId),
      ),
    isDropped: (deviceId, seq) => suspects.get(deviceId)?.dropped.includes(seq) ?? false,
    list: () =>
      [...suspects]
        .filter(([, suspect]) => isHeld(suspect))
        .map(([id, { docId, seq, at }]) => ({ deviceId: id as DeviceId, docId, seq, at })),
    retry: (deviceId) => change(deviceId, () => ({ ends: MAX_ENDS - 1 })),
    drop: (deviceId) =>
      change(deviceId, ({ dropped, seq }) => ({ ends: 0, dropped: [...dropped, seq] })),
    guard({ docId, deviceId, seq }, apply) {
      storage.envelopes.setApplying(spaceId, { docId, deviceId, seq })
      try {
        return apply()
      } finally {
        // Also after a failed write: this host is still alive, so applying did not hang.
        storage.envelopes.setApplying(spaceId, null)
      }
    },
    threw({ docId, deviceId, seq }) {
      storage.transaction(() => put(deviceId, { docId, seq, ends: MAX_ENDS }))
      changed.emit()
    },
    onChange: changed.on,
  }
}
