import type { EntryHash, SpaceId } from '../../../src-core/base/ids.ts'
import { sealEntry } from '../../../src-core/membership/entry.ts'
import {
  decodeIdentity,
  type IdentityWithSecrets,
  parentFacts,
  replay,
} from '../../../src-core/membership/index.ts'
import type { Person } from './world.ts'

const BOX = new Uint8Array(80)

/**
 * Puts entries without effect into a log, as they lie on a disk after years, until it has so many bytes, and
 * starts the host anew: each is as large as an entry can be.
 */
export async function growLog(
  person: Person,
  spaceId: SpaceId,
  bytes: number,
  parent?: SpaceId,
): Promise<void> {
  const { storage } = person.profile
  const secrets = storage.personal.profile()?.secrets ?? new Uint8Array()
  const identity = decodeIdentity(secrets) as IdentityWithSecrets
  const entriesOf = (id: SpaceId) => storage.log.list(id).map((row) => row.bytes)
  const facts = parent && parentFacts(replay(parent, entriesOf(parent)))
  let prev: readonly EntryHash[] = replay(spaceId, entriesOf(spaceId), facts).heads
  const { certificate, deviceId: author } = identity
  // Of epochs that are not there, to a device that is in already.
  const kit = Array.from({ length: 1024 }, () => ({ epochId: prev[0] as never, sealed: BOX }))
  const action = { type: 'add', certificate, role: 'editor', lockboxes: kit, kit } as const
  for (let size = 0; size < bytes; ) {
    const entry = sealEntry({ spaceId, prev, author, at: size, action }, identity.device)
    storage.log.append(spaceId, entry.hash, entry.bytes)
    prev = [entry.hash]
    size += entry.bytes.length
  }
  await person.killAndRestart()
}
