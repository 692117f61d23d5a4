/**
 * `npm run bench:open [-- ROUNDS [EDITS]]`: a Space with 100,000 edits of history in one note is opened from its
 * encrypted database: the file, the log, the chains, the feed and the note. With the checkpoint that every host
 * writes, and without one, when all is read from segments, or from one envelope an edit.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ready } from '../src-core/crypto/index.ts'
import { entriesMissingFor } from '../src-core/membership/index.ts'
import type { EnvelopeRow, Storage } from '../src-core/ports/index.ts'
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

function open(storage: Storage) {
  const place = { spaceId, identity: alice, clock: systemClock, random: systemRandom }
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

async function opened(file: string): Promise<number> {
  const start = performance.now()
  const storage = createSqliteStorage({ file, key })
  const parts = open(storage)
  parts.documents.feed()
  const read = parts.documents.body(NOTE).getText('body').toString()
  const took = performance.now() - start
  if (read !== text) throw new Error('the note reads otherwise')
  // Not closed as a host does it: that would write a checkpoint.
  storage.close()
  return took
}

try {
  const [envelopes, segments] = [note.envelopes(), note.segments()]
  const files = {
    checkpoint: profile('checkpoint', envelopes, true),
    segments: profile('segments', segments, false),
    envelopes: profile('envelopes', envelopes, false),
  }
  const times = await inTurns(rounds, {
    checkpoint: () => opened(files.checkpoint),
    segments: () => opened(files.segments),
    envelopes: () => opened(files.envelopes),
  })
  const ms = (name: keyof typeof times) => median(times[name]).toFixed(0)
  console.log(`${edits} edits, one envelope each, no checkpoint: ${ms('envelopes')} ms`)
  console.log(`in ${segments.length} segments, no checkpoint: ${ms('segments')} ms`)
  console.log(`with its checkpoint: ${ms('checkpoint')} ms (limit 300)`)
} finally {
  rmSync(folder, { recursive: true })
}
