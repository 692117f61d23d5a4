import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { DeletedRange, InspectedUpdate } from './inspect.ts'
import { MAX_CLOCK, MAX_STRUCTS, MAX_UPDATE_BYTES } from './limits.ts'
import { joinStructs, type Struct, sliceStructs, structSection } from './runs.ts'

/** What one of the updates did: so many clocks were written, and these ranges deleted. */
interface Row {
  readonly clocks: number
  readonly deletes: Deletes
}
type Deletes = ReadonlyMap<number, readonly DeletedRange[]>

/** A row of updates of one Yjs client in one. Nothing is lost: each can be cut out of it again. */
export interface Segment {
  readonly count: number
  /** All of them as one V1 update. Applied, it does what they do one after the other. */
  readonly update: Uint8Array
  /** Clocks that the first `count` of them wrote together. */
  clocksBefore(count: number): number
  /** Whether its bounds lie where structs end, or inside a text. `inspected`: what `update` holds. */
  fits(inspected: InspectedUpdate): boolean
  /** The update at `index` alone. */
  cut(index: number): Uint8Array
}

/** So many updates at most: reading a segment update by update takes some 20 ms then. */
export const MAX_SEGMENT_UPDATES = 512
const MAX_RANGES = 16_384

/**
 * Joins updates that follow on each other in the chain of one device and one document; text that was typed
 * key by key becomes one struct. Undefined where they cannot be one: another client, clocks that do not
 * follow, more than the limits of rule 13. Equal contents give equal bytes.
 */
export function joinUpdates(updates: readonly Uint8Array[]): Uint8Array | undefined {
  if (updates.length === 0 || updates.length > MAX_SEGMENT_UPDATES) return undefined
  const rows: Row[] = []
  const structs: Struct[] = []
  for (const update of updates) {
    const decoded = Y.decodeUpdate(update)
    structs.push(...decoded.structs)
    const clocks = decoded.structs.reduce((sum, { length }) => sum + length, 0)
    rows.push({ clocks, deletes: orderly(rangesOf(decoded.ds)) })
  }
  const joined = joinStructs(structs)
  if (!joined || joined.length > MAX_STRUCTS) return undefined
  const out = encoding.createEncoder()
  writeRows(out, rows)
  encoding.writeUint8Array(out, structSection(joined))
  const payload = encoding.toUint8Array(out)
  return payload.length > MAX_UPDATE_BYTES ? undefined : payload
}

/** Reads what `joinUpdates` made, by whomever; undefined for anything else. Never throws. */
export function openSegment(payload: Uint8Array): Segment | undefined {
  try {
    const input = decoding.createDecoder(payload)
    const rows = readRows(input)
    if (!rows) return undefined
    return segmentOf(rows, payload.subarray(input.pos))
  } catch {
    return undefined
  }
}

function segmentOf(rows: readonly Row[], section: Uint8Array): Segment {
  const out = encoding.createEncoder()
  encoding.writeUint8Array(out, section)
  writeDeletes(out, together(rows))
  const update = encoding.toUint8Array(out)
  const starts = [0]
  for (const { clocks } of rows) starts.push((starts.at(-1) as number) + clocks)
  const startOf = (index: number) => starts[index] as number
  let decoded: readonly Struct[] | undefined

  return {
    count: rows.length,
    update,
    clocksBefore: startOf,
    fits: (inspected) => fits(inspected, starts),
    cut(index) {
      decoded ??= Y.decodeUpdate(update).structs
      const first = decoded[0]?.id.clock ?? 0
      const structs = sliceStructs(decoded, first + startOf(index), first + startOf(index + 1))
      const one = encoding.createEncoder()
      encoding.writeUint8Array(one, structSection(structs))
      writeDeletes(one, rows[index]?.deletes ?? new Map())
      return encoding.toUint8Array(one)
    },
  }
}

function fits({ structs }: InspectedUpdate, starts: readonly number[]): boolean {
  const [first] = structs
  const last = structs.at(-1)
  const written = first && last ? last.clock + last.length - first.clock : 0
  if (written !== starts.at(-1)) return false
  let at = 0
  for (const struct of structs) {
    const from = struct.clock - (first?.clock ?? 0)
    while ((starts[at] ?? Number.POSITIVE_INFINITY) <= from) at++
    const cutsInto = (starts[at] ?? Number.POSITIVE_INFINITY) < from + struct.length
    if (cutsInto && struct.content !== 'string') return false
  }
  return true
}

function rangesOf(ds: ReturnType<typeof Y.decodeUpdate>['ds']): Deletes {
  return new Map(
    [...ds.clients].map(([client, ranges]) => [
      client,
      ranges.map(({ clock, len }) => ({ clock, length: len })),
    ]),
  )
}

/** Clients ascending, their ranges ascending and apart: one spelling for one set. */
function orderly(deletes: Deletes): Deletes {
  const clients = [...deletes].toSorted(([a], [b]) => a - b)
  return new Map(clients.map(([client, ranges]) => [client, apart(ranges)]))
}

function apart(ranges: readonly DeletedRange[]): DeletedRange[] {
  const found: { clock: number; length: number }[] = []
  for (const { clock, length } of ranges.toSorted((a, b) => a.clock - b.clock)) {
    const last = found.at(-1)
    if (last && clock <= last.clock + last.length)
      last.length = Math.max(last.length, clock + length - last.clock)
    else found.push({ clock, length })
  }
  return found
}

function together(rows: readonly Row[]): Deletes {
  const all = new Map<number, DeletedRange[]>()
  for (const { deletes } of rows)
    for (const [client, ranges] of deletes) {
      const known = all.get(client)
      if (known) known.push(...ranges)
      else all.set(client, [...ranges])
    }
  return orderly(all)
}

function writeDeletes(out: encoding.Encoder, deletes: Deletes): void {
  encoding.writeVarUint(out, deletes.size)
  for (const [client, ranges] of deletes) {
    for (const value of [client, ranges.length]) encoding.writeVarUint(out, value)
    for (const { clock, length } of ranges)
      for (const value of [clock, length]) encoding.writeVarUint(out, value)
  }
}

/**
 * `count ‖ clients of the delete ranges ‖ a row an update`: clocks × 2, plus 1 where ranges follow, as
 * `count ‖ (index of the client ‖ clock ‖ length)…`. All are lib0's variable-length integers.
 */
function writeRows(out: encoding.Encoder, rows: readonly Row[]): void {
  const clients = [...new Set(rows.flatMap(({ deletes }) => [...deletes.keys()]))]
  const indexes = new Map(clients.map((client, index) => [client, index]))
  for (const value of [rows.length, clients.length, ...clients]) encoding.writeVarUint(out, value)
  for (const { clocks, deletes } of rows) {
    const ranges = [...deletes].flatMap(([client, all]) => all.map((range) => ({ client, range })))
    encoding.writeVarUint(out, clocks * 2 + (ranges.length > 0 ? 1 : 0))
    if (ranges.length > 0) encoding.writeVarUint(out, ranges.length)
    for (const { client, range } of ranges)
      for (const value of [indexes.get(client) as number, range.clock, range.length])
        encoding.writeVarUint(out, value)
  }
}

function readRows(input: decoding.Decoder): Row[] | undefined {
  const next = () => decoding.readVarUint(input)
  const count = next()
  const clientCount = next()
  if (count === 0 || count > MAX_SEGMENT_UPDATES || clientCount > MAX_RANGES) return undefined
  const clients = Array.from({ length: clientCount }, next)
  let ranges = 0
  const rows: Row[] = []
  for (let i = 0; i < count; i++) {
    const value = next()
    const deletes = new Map<number, DeletedRange[]>()
    const own = value % 2 === 1 ? next() : 0
    ranges += own
    if (ranges > MAX_RANGES) return undefined
    for (let j = 0; j < own; j++) {
      const client = clients[next()]
      const range = { clock: next(), length: next() }
      if (client === undefined || range.length === 0) return undefined
      if (range.clock + range.length > MAX_CLOCK) return undefined
      const known = deletes.get(client)
      if (known) known.push(range)
      else deletes.set(client, [range])
    }
    rows.push({ clocks: Math.floor(value / 2), deletes: orderly(deletes) })
  }
  return rows
}
