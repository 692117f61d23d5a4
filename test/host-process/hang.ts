/** A process whose host hangs while it applies an envelope: an argument more, and it only looks. */
import { writeSync } from 'node:fs'
import { type DeviceId, idFromBytes } from '../../src-core/base/ids.ts'
import { ready } from '../../src-core/crypto/index.ts'
import { createQuarantine } from '../../src-core/host/space/quarantine.ts'
import { createSealedNotes } from '../../src-core/host/space/sealedNotes.ts'
import { feedDoc, spaceA, spaceRow } from '../../src-core/testing/suites/storageRows.ts'
import { createSqliteStorage } from '../../src-main/storage/createSqliteStorage.ts'
import { TEST_KEY } from './profileFixture.ts'

const [folder, look] = process.argv.slice(2)
await ready()
const storage = createSqliteStorage({ file: `${folder}/profile.db`, key: TEST_KEY })
storage.spaces.put(spaceRow())
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) }
const quarantine = createQuarantine({
  spaceId: spaceA,
  storage,
  notes: createSealedNotes({
    ...{ spaceId: spaceA, storage, random, kind: 'suspect' },
    dataKey: spaceRow().dataKey,
  }),
  clock: { now: Date.now },
})
const mark = { docId: feedDoc, deviceId: idFromBytes<DeviceId>(new Uint8Array(16).fill(2)), seq: 7 }
writeSync(1, `${JSON.stringify({ held: quarantine.holds(mark), list: quarantine.list() })}\n`)
if (look) process.exit()
quarantine.guard(mark, () => {
  storage.transaction(() => {
    storage.settings.set('half', 'done')
    writeSync(1, 'hanging\n')
    for (;;);
  })
})
