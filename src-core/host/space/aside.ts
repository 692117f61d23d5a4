import { toBase64Url } from '../../base/bytes.ts'
import type { DeviceId } from '../../base/ids.ts'
import type { Clock, EnvelopeRow } from '../../ports/index.ts'
import type { SealedNotes } from './sealedNotes.ts'

/** Envelopes in base64url, as their author signed them. */
export interface StoredAside {
  /** ms since 1970: when the last of them were put here. */
  readonly at: number
  readonly envelopes: readonly string[]
}

/** What was taken away for the branch of a chain that the log names (rule 15): kept, and shown to nobody. */
export interface Aside {
  /** Inside a transaction. */
  put(deviceId: DeviceId, rows: readonly EnvelopeRow[]): void
  /** Devices of which something lies aside, and since when. */
  list(): readonly { readonly deviceId: DeviceId; readonly at: number }[]
}

/** Of one device, characters: beyond it the oldest go. */
const MAX_CHARACTERS = 12 * 1024 * 1024

export function createAside(notes: SealedNotes<StoredAside>, clock: Pick<Clock, 'now'>): Aside {
  let known = notes.all()
  return {
    put(deviceId, rows) {
      if (rows.length === 0) return
      const fresh = rows.map(({ bytes }) => toBase64Url(bytes))
      const all = [...(known.get(deviceId)?.envelopes ?? []), ...fresh]
      let room = MAX_CHARACTERS
      const envelopes = all
        .toReversed()
        .filter((one) => {
          room -= one.length
          return room >= 0
        })
        .toReversed()
      notes.put(deviceId, { at: clock.now(), envelopes })
      known = notes.all()
    },
    list: () => [...known].map(([id, { at }]) => ({ deviceId: id as DeviceId, at })),
  }
}
