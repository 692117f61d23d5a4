import {
  certifyOther,
  type LogEntry,
  lockboxesFor,
  openEntry,
  openEpochs,
  rotate,
} from '../../src-core/membership/index.ts'
import { createCast } from '../../src-core/testing/cast.ts'

const openEntryOf = (whole: Uint8Array): LogEntry => {
  const { spaceId, prev, author, at, action } = openEntry(whole) as LogEntry
  return { spaceId, prev, author, at, action }
}

/**
 * A log in which Alice makes a key while Bob brings in a phone and makes one for it too; and the ROTATE that
 * brings the two together, by which the phone opens Alice’s.
 */
export function handOverOf() {
  const { alice, begin, join, act, plus, person, random, clock } = createCast('hand-over vectors')
  const bob = person()
  const phone = person()
  const joined = join(begin, bob)
  const certificate = certifyOther(bob, phone.certificate, clock)
  const lockboxes = lockboxesFor(joined, openEpochs(joined, bob), certificate.boxKey)
  const withPhone = plus(joined, act(bob, joined, { type: 'deviceAdd', certificate, lockboxes }))
  const byBob = rotate(bob, withPhone, random, clock)
  const byAlice = rotate(alice, joined, random, clock)
  const both = plus(withPhone, byBob.entry, byAlice.entry)
  const state = plus(both, rotate(bob, both, random, clock).entry)
  const own = { userId: bob.userId, deviceId: phone.deviceId, box: phone.box, root: null }
  return {
    phone: { ...own, box: phone.seeds.box },
    entries: state.internal.draft.order.map(({ entry: { bytes } }) => ({
      bytes,
      entry: openEntryOf(bytes),
    })),
    state: {
      spaceId: state.spaceId,
      keysBefore: openEpochs(both, own),
      epochKeys: openEpochs(state, own),
    },
  }
}
