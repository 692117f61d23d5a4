import * as z from 'zod/mini'
import type { DeviceId } from '../../base/ids.ts'

/** Envelopes of this device that a relay has taken, and until when it said to keep them. */
export interface StoredRange {
  readonly from: number
  readonly to: number
  /** ms since 1970. */
  readonly until: number
}

/** What this device knows of its mail at one relay. */
export interface MailState {
  /** Ascending, without overlap. Those past their time stay: they were put, and are not put again. */
  readonly stored: readonly StoredRange[]
  /** Heads of the log when it was put last; empty: never. */
  readonly log: string
  /** The envelopes of others that this device has confirmed by a receipt: `seq` by device. */
  readonly receipted: Readonly<Record<DeviceId, number>>
  /** How far each box has been read, by its address. */
  readonly cursors: Readonly<Record<string, Cursor>>
  /** Letters put there, by what they are about and to whom. */
  readonly letters: Readonly<Record<string, PutLetter>>
}

export interface PutLetter {
  /** Until when the relay said to keep it, ms since 1970. */
  readonly until: number
  readonly edition: number
}

export interface Cursor {
  readonly generation: string
  readonly position: number
}

const schema = z.object({
  stored: z.array(z.object({ from: z.number(), to: z.number(), until: z.number() })),
  log: z.string(),
  receipted: z.record(z.string(), z.number()),
  cursors: z.record(z.string(), z.object({ generation: z.string(), position: z.number() })),
  // Of before there were letters: none were put.
  letters: z._default(
    z.record(z.string(), z.object({ until: z.number(), edition: z.number() })),
    {},
  ),
})

export const noMail: MailState = { stored: [], log: '', receipted: {}, cursors: {}, letters: {} }

export const formatMailState = (state: MailState): string => JSON.stringify(state)

/** What cannot be read is forgotten: then everything is put and read once more. */
export function parseMailState(text: string | undefined): MailState {
  if (text === undefined) return noMail
  try {
    return schema.parse(JSON.parse(text)) as MailState
  } catch {
    return noMail
  }
}

/** Ranges of one day become one, with the earlier end of their time: a note makes hundreds an hour. */
const DAY_MS = 86_400_000

/** With one more range; its envelopes were in none before. */
export function withStored(
  stored: readonly StoredRange[],
  added: StoredRange,
): readonly StoredRange[] {
  const inOrder = [...stored, added].sort((a, b) => a.from - b.from)
  const joined: StoredRange[] = []
  for (const range of inOrder) {
    const last = joined.at(-1)
    const adjoins = last && last.to + 1 === range.from
    if (adjoins && Math.abs(last.until - range.until) < DAY_MS)
      joined.splice(-1, 1, {
        from: last.from,
        to: range.to,
        until: Math.min(last.until, range.until),
      })
    else joined.push(range)
  }
  return joined
}

/** The first gap above `above` and up to `upTo`; undefined when all of it was put. */
export function firstMissing(
  stored: readonly StoredRange[],
  above: number,
  upTo: number,
): { readonly from: number; readonly to: number } | undefined {
  let from = above + 1
  for (const range of stored) {
    if (range.to < from) continue
    if (range.from > from)
      return from <= upTo ? { from, to: Math.min(upTo, range.from - 1) } : undefined
    from = range.to + 1
  }
  return from <= upTo ? { from, to: upTo } : undefined
}

/** Until when the relay keeps all envelopes from `from` to `to`; undefined when it does not. */
export function storedUntil(
  stored: readonly StoredRange[],
  from: number,
  to: number,
  now: number,
): number | undefined {
  const kept = stored.filter((range) => range.until > now)
  if (firstMissing(kept, from - 1, to)) return undefined
  const meant = kept.filter((range) => range.to >= from && range.from <= to)
  return Math.min(...meant.map(({ until }) => until))
}
