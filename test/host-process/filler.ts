/** Fills a profile until a write is refused, then prints what was said and what is still there. */
import { FoyerError } from '../../src-core/base/errors.ts'
import { envelopeRow, spaceA } from '../../src-core/testing/suites/storageRows.ts'
import { createSqliteStorage } from '../../src-main/storage/createSqliteStorage.ts'
import { TEST_KEY } from './profileFixture.ts'

const storage = createSqliteStorage({ file: `${process.argv[2]}/profile.db`, key: TEST_KEY })
let stored = 0
try {
  for (let seq = 1; seq < 10_000; seq++) {
    storage.envelopes.append(spaceA, envelopeRow(seq, { bytes: new Uint8Array(30_000) }))
    stored = seq
  }
} catch (error) {
  const code = error instanceof FoyerError ? error.code : String(error)
  const head = storage.envelopes.heads(spaceA)[0]?.seq
  console.log(JSON.stringify({ code, stored, head }))
}
