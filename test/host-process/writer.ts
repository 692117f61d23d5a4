/**
 * A process that writes to a profile until it is killed. Each transaction puts an item, its search
 * text and an envelope, and is reported on stdout once it is committed and its chunk flushed; another
 * chunk follows each that nobody waits for.
 */
import { writeSync } from 'node:fs'
import {
  envelopeRow,
  itemRow,
  spaceA,
  spaceRow,
} from '../../src-core/testing/suites/storageRows.ts'
import { createFileBlobs } from '../../src-main/storage/createFileBlobs.ts'
import { createSqliteStorage } from '../../src-main/storage/createSqliteStorage.ts'
import { lockProfile } from '../../src-main/storage/profileLock.ts'
import { hashOf, TEST_KEY } from './profileFixture.ts'

const folder = process.argv[2] as string
// Held by what is called at the end: a lock that nobody refers to is collected, and given back with it.
process.on('exit', lockProfile(`${folder}/lock`))
const storage = createSqliteStorage({ file: `${folder}/profile.db`, key: TEST_KEY })
const blobs = createFileBlobs(`${folder}/blobs`)
storage.spaces.put(spaceRow())
for (let number = 1; ; number++) {
  storage.transaction(() => {
    storage.feed.putItems(spaceA, [itemRow(number, { searchText: `word${number}` })])
    storage.envelopes.append(spaceA, envelopeRow(number, { bytes: new Uint8Array(5000) }))
    storage.settings.set('last', String(number))
  })
  // Behind what is written, so that a kill meets rows that wait, and the index in the middle of a turn.
  if (number % 7 === 0) storage.feed.indexSome()
  blobs.write(hashOf(number), new Uint8Array(50_000).fill(number))
  const flushed = blobs.flush?.()
  // Under way while the next is written, so that a kill meets chunks of every age.
  blobs.write(hashOf(1_000_000 + number), new Uint8Array(50_000).fill(number))
  await flushed
  writeSync(1, `${number}\n`)
}
