/**
 * `npm run bench:sealed-trace [-- ROUNDS [EDITS]]`: an editing trace of 259,778 keys in one note, received sealed
 * and signed in segments by a replica that judges, keeps and applies; against raw Yjs, update by update as
 * y-protocols sends it; and against one envelope a key, of which a part is received and told for the whole.
 * No browser, no network, no disk. Processor time, bytes, and how long others waited for their turn.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import * as encoding from 'lib0/encoding'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { ready } from '../src-core/crypto/index.ts'
import { entriesMissingFor } from '../src-core/membership/index.ts'
import { createSpaceParts } from '../src-core/testing/spaceParts.ts'
import { systemClock, systemRandom } from '../src-main/host/system.ts'
import { inTurns, median } from './lib/figures.ts'
import { createSealedNote, NOTE } from './lib/sealedNote.ts'

const rounds = Number(process.argv[2] ?? 3)
const edits = Number(process.argv[3] ?? 259_778)
/** Of envelopes one by one. */
const PART = 10_000
/** What one message of a session brings. */
const MESSAGE_BYTES = 512 * 1024

interface Sample {
  readonly cpuMs: number
  readonly bytes: number
  /** The longest that others waited for their turn, ms. */
  readonly longestMs: number
}

await ready()
const note = createSealedNote(edits)
const { spaceId, state, updates, text } = note

const sizeOf = (all: readonly Uint8Array[]) => all.reduce((sum, { length }) => sum + length, 0)
const pass = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms))

async function measured(bytes: number, work: () => Promise<void>): Promise<Sample> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await pass(50)
  delay.reset()
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  await pass(50)
  delay.disable()
  return { cpuMs: (user + system) / 1000, bytes, longestMs: delay.max / 1e6 }
}

async function receiveRaw(): Promise<Sample> {
  const messages = updates.map((update) => {
    const out = encoding.createEncoder()
    encoding.writeVarUint(out, 0)
    syncProtocol.writeUpdate(out, update)
    return encoding.toUint8Array(out)
  })
  return measured(sizeOf(messages), async () => {
    const doc = new Y.Doc()
    for (const update of updates) Y.applyUpdate(doc, update)
    if (doc.getText('body').toString() !== text) throw new Error('raw Yjs reads something else')
  })
}

async function receive(envelopes: readonly Uint8Array[], expected?: string): Promise<Sample> {
  const log = entriesMissingFor(state, [])
  const place = { spaceId, identity: note.bob, log, clock: systemClock, random: systemRandom }
  const parts = createSpaceParts(place)
  parts.documents.body(NOTE)
  const sample = await measured(sizeOf(envelopes), async () => {
    let batch: Uint8Array[] = []
    for (const [index, bytes] of envelopes.entries()) {
      batch.push(bytes)
      if (sizeOf(batch) < MESSAGE_BYTES && index < envelopes.length - 1) continue
      await parts.inbox.receive(batch, note.alice.deviceId)
      batch = []
    }
  })
  const read = parts.documents.body(NOTE).getText('body').toString()
  if (expected !== undefined && read !== expected) throw new Error('a replica reads something else')
  if (parts.refused.length > 0) throw new Error(`refused: ${parts.refused[0]?.reason}`)
  parts.close()
  return sample
}

const segments = note.segments().map(({ bytes }) => bytes)
const envelopes = note.envelopes(PART).map(({ bytes }) => bytes)
const times = updates.length / envelopes.length
console.log(`${updates.length} edits, ${text.length} characters, ${segments.length} segments`)

const samples = await inTurns(rounds, {
  raw: receiveRaw,
  segments: () => receive(segments, text),
  envelopes: () => receive(envelopes),
})
const of = (all: readonly Sample[], pick: (sample: Sample) => number) => median(all.map(pick))
const costOf = (all: readonly Sample[], factor = 1) => {
  const bytes = of(all, (one) => one.bytes) * factor
  return `${(of(all, (one) => one.cpuMs) * factor).toFixed(0)} ms of processor time, ${(bytes / 1e6).toFixed(2)} MB`
}
const waited = (all: readonly Sample[]) =>
  `others waited at most ${of(all, (one) => one.longestMs).toFixed(0)} ms (limit 50)`
console.log(`raw Yjs, update by update: ${costOf(samples.raw)}`)
console.log(
  `an envelope a key (${envelopes.length} received, told for all): ${costOf(samples.envelopes, times)}; ${waited(samples.envelopes)}`,
)
console.log(`segments: ${costOf(samples.segments)}; ${waited(samples.segments)}`)
const ratio = (pick: (sample: Sample) => number) =>
  (of(samples.segments, pick) / of(samples.raw, pick)).toFixed(2)
console.log(
  `segments to raw: ${ratio((one) => one.cpuMs)} × processor time (target 0.5), ${ratio((one) => one.bytes)} × bytes (target 0.7)`,
)
