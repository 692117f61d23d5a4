import type { SpaceId } from '../../../src-core/base/ids.ts'
import {
  decodeIdentity,
  mailboxKey,
  openEpochs,
  replay,
} from '../../../src-core/membership/index.ts'
import type { Person } from '../../scenarios/support/world.ts'

/** What a member with altered software has in hand. */
export function inHand({ profile: { storage } }: Person, spaceId: SpaceId) {
  const identity = decodeIdentity(storage.personal.profile()?.secrets ?? new Uint8Array())
  if (!identity) throw new Error('no identity on the disk')
  const entries = storage.log.list(spaceId).map(({ bytes }) => bytes)
  const epoch = openEpochs(replay(spaceId, entries), identity).at(-1)
  if (!epoch) throw new Error('no key on the disk')
  return { identity, key: mailboxKey(epoch), entries }
}
