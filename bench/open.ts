/**
 * `npm run bench:open [-- ROUNDS [EDITS]]`: a Space with 100,000 edits of history in one note is opened from its
 * encrypted database: the file, the log, the chains, the feed and the note. With the checkpoint that every host
 * writes, and without one, when all is read from a signed snapshot, from segments, or from one envelope an edit. Told
 * besides: how long a turn of the host takes that signs the snapshot, and all turns in which it takes one in.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ready } from '../src-core/crypto/index.ts'
import { bodyDocId } from '../src-core/documents/index.ts'
import { entriesMissingFor } from '../src-core/membership/index.ts'
import type { Clock, EnvelopeRow, Storage } from '../src-core/ports/index.ts'
import { isStub, openHeader } from '../src-core/sync/index.ts'
import { createSpaceParts } from '../src-core/testing/spaceParts.ts'
import { systemClock, systemRandom } from '../src-main/host/system.ts'
import { createSqliteStorage } from '../src-main/storage/createSqliteStorage.ts'
import { inTurns, median } from './lib/figures.ts'
import { createSealedNote, NOTE } from './lib/sealedNote.ts'

const rounds = Number(process.argv[2] ?? 5)
const edits = Number(process.argv[3] ?? 100_000)

await ready()
const note = createSealedNote(edits)
const { alice, spaceId, state, text } = note
const key = new Uint8Array(32).fill(1)
const folder = mkdtempSync(join(tmpdir(), 'foyer-open-'))

/** Processor time of each turn, ms. */
const turns: number[] = []
function inTurn(work: () => unknown): void {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  turns.push((user + system) / 1000)
}
const clock: Clock = {
  now: systemClock.now,
  after: (ms, run) => systemClock.after(ms, () => inTurn(run)),
}

function open(storage: Storage) {
  const place = { spaceId, identity: alice, clock, random: systemRandom }
  return createSpaceParts({ ...place, storage, log: entriesMissingFor(state, []) })
}

/** A profile that holds these rows, closed as a host closes it or as one that was never begun. */
function profile(name: string, rows: readonly EnvelopeRow[], withCheckpoint: boolean): string {
  const file = join(folder, `${name}.db`)
  const storage = createSqliteStorage({ file, key })
  const parts = open(storage)
  storage.transaction(() => {
    for (const row of rows) storage.envelopes.append(spaceId, row)
  })
  parts.close()
  if (withCheckpoint) {
    const again = open(storage)
    again.documents.body(NOTE)
    again.close()
  }
  storage.close()
  return file
}

/** The same beneath a snapshot that the host signed: what led to it is gone, and no checkpoint is there. */
async function snapshotProfile(segments: readonly EnvelopeRow[]): Promise<string> {
  const from = createSqliteStorage({ file: profile('signing', segments, true), key })
  const signing = open(from)
  const docId = bodyDocId(NOTE)
  signing.documents.body(NOTE)
  const told = (name: string) => {
    const [sum, most] = [turns.reduce((all, one) => all + one, 0), Math.max(...turns)]
    const ms = `${sum.toFixed(0)} ms of CPU in ${turns.length} turns, the longest ${most.toFixed(0)} ms`
    console.log(`${name}: ${ms}`)
    turns.length = 0
  }
  turns.length = 0
  const steps = signing.documents.signing(docId, true)
  for (let isDone = false; !isDone; ) inTurn(() => (isDone = steps.next().done === true))
  told('signing a snapshot')
  signing.settle()
  while (signing.snapshots.inEffect(docId).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 1))
  told('taking one in')
  const rows = () => from.envelopes.ofDocument(spaceId, docId, 0, 10_000)
  while (rows().some(({ bytes }) => !isStub(bytes) && openHeader(bytes)?.kind !== 'snapshot'))
    await new Promise((resolve) => setTimeout(resolve, 10))
  const file = profile('snapshot', rows(), false)
  const to = createSqliteStorage({ file, key })
  for (const { id, sealed } of from.spaces.secrets(spaceId, 'snapshot'))
    to.spaces.putSecret(spaceId, 'snapshot', id, sealed)
  to.close()
  signing.close()
  from.close()
  return file
}

async function opened(file: string): Promise<number> {
  const start = performance.now()
  const storage = createSqliteStorage({ file, key })
  const parts = open(storage)
  parts.documents.feed()
  const read = parts.documents.body(NOTE).getText('body').toString()
  const took = performance.now() - start
  if (read !== text) throw new Error('the note reads otherwise')
  // Not closed as a host does it: that would write a checkpoint.
  parts.stopPruning()
  storage.close()
  return took
}

try {
  const [envelopes, segments] = [note.envelopes(), note.segments()]
  const files = {
    checkpoint: profile('checkpoint', envelopes, true),
    snapshot: await snapshotProfile(segments),
    segments: profile('segments', segments, false),
    envelopes: profile('envelopes', envelopes, false),
  }
  const times = await inTurns(rounds, {
    checkpoint: () => opened(files.checkpoint),
    snapshot: () => opened(files.snapshot),
    segments: () => opened(files.segments),
    envelopes: () => opened(files.envelopes),
  })
  const ms = (name: keyof typeof times) => median(times[name]).toFixed(0)
  console.log(`${edits} edits, one envelope each, no checkpoint: ${ms('envelopes')} ms`)
  console.log(`in ${segments.length} segments, no checkpoint: ${ms('segments')} ms`)
  console.log(`from a signed snapshot, no checkpoint: ${ms('snapshot')} ms (limit 300)`)
  console.log(`with its checkpoint: ${ms('checkpoint')} ms (limit 300)`)
} finally {
  rmSync(folder, { recursive: true })
}
