import type { Disposer } from '../../base/disposer.ts'
import { FoyerError } from '../../base/errors.ts'
import type { SpaceId } from '../../base/ids.ts'
import { parseLink } from '../../membership/index.ts'
import { createVisit, type Visit, type VisitOptions } from './visit.ts'

export interface VisitsOptions extends Omit<VisitOptions, 'link'> {
  /** Why this device does not come into that Space; undefined where it may try, and needs a link for it. */
  readonly closedTo: (spaceId: SpaceId) => 'ALREADY_MEMBER' | 'DEVICE_ENDED' | undefined
  /** Doors have come or gone, and so have the relays they are reached by. */
  readonly onChange: () => void
}

/** The doors this person stands before: one visit for each link, however many look at it. */
export interface Visits {
  /**
   * Closes with the last who leaves. Throws FoyerError ALREADY_MEMBER, DEVICE_ENDED, or why the text is no link.
   */
  open(text: string): { readonly visit: Visit; readonly leave: Disposer }
  /** Asks no longer at the door of this link. */
  stopAsking(text: string): void
  /** The relays of all of them. */
  relays(): readonly string[]
  close(): void
}

export function createVisits({ closedTo, onChange, ...common }: VisitsOptions): Visits {
  const visits = new Map<string, { visit: Visit; relay: string; users: number }>()
  return {
    open(text) {
      const parsed = parseLink(text)
      if (!parsed.ok) throw new FoyerError(parsed.error)
      const link = parsed.value
      const closed = closedTo(link.spaceId)
      if (closed) throw new FoyerError(closed)
      const key = text.trim()
      const entry = visits.get(key) ?? {
        visit: createVisit({ ...common, link }),
        relay: link.relay,
        users: 0,
      }
      entry.users++
      visits.set(key, entry)
      onChange()
      let left = false
      const leave = () => {
        if (left) return
        left = true
        entry.users--
        if (entry.users > 0) return
        visits.delete(key)
        entry.visit.close()
        onChange()
      }
      return { visit: entry.visit, leave }
    },
    stopAsking: (text) => visits.get(text.trim())?.visit.stopAsking(),
    relays: () => [...visits.values()].map(({ relay }) => relay),
    close() {
      for (const { visit } of visits.values()) visit.close()
    },
  }
}
