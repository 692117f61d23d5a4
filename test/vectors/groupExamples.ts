import { encode } from '../../src-core/base/codec.ts'
import { groupMessage } from '../../src-core/host/groups/groupExchange.ts'
import {
  createSpaceLog,
  type EncodedEntry,
  type IdentityWithSecrets,
  lockboxesFor,
  type MembershipState,
  openEpochs,
  parentFacts,
  replay,
  withParent,
} from '../../src-core/membership/index.ts'
import { encodeMessage } from '../../src-core/sync/messages.ts'
import { createCast } from '../../src-core/testing/cast.ts'

const entriesOf = (state: MembershipState) =>
  state.internal.draft.order.map(({ entry: { hash, bytes } }) => ({ hash, bytes }))
const bytesOf = (entries: readonly EncodedEntry[]) => entries.map(({ bytes }) => bytes)

export const shown = (state: MembershipState) => ({
  spaceId: state.spaceId,
  parent: state.parent,
  heads: state.heads,
  members: [...state.members.values()],
  rejected: [...state.rejected.keys()],
})

/**
 * A Space of Alice's with Bob, Carol and Dave, and a group in it that Bob founded with Carol: as it reads
 * with the Space's log, without it, and after Alice has removed Bob from the Space.
 */
export function groupOf() {
  const cast = createCast('group vectors')
  const { alice, person, join, act, plus, random, clock } = cast
  const [bob, carol, dave] = [person(), person(), person()]
  const space = [bob, carol, dave].reduce((state, who) => join(state, who), cast.begin)
  const facts = parentFacts(space)
  const founded = createSpaceLog(bob, { random, clock, relays: [], parent: facts })
  let group = replay(founded.spaceId, bytesOf(founded.entries), facts)
  const add = (who: IdentityWithSecrets) => {
    const { certificate } = who
    const lockboxes = lockboxesFor(group, openEpochs(group, bob), certificate.boxKey)
    const action = {
      ...({ type: 'add', certificate, lockboxes } as const),
      role: 'editor',
    } as const
    group = plus(group, act(bob, group, action))
  }
  add(carol)
  // Nobody that the Space knows.
  add(person())
  const removal = { type: 'remove', userId: bob.userId, cutoffs: [] } as const
  const after = plus(space, act(alice, space, removal))
  const known = withParent(group, parentFacts(after))
  const without = plus(known, act(carol, known, removal))
  const entries = entriesOf(without)
  const handed = {
    ...{ spaceId: group.spaceId, name: 'Offer', enamel: 'moss', sample: false, cards: [] },
    entries: bytesOf(entriesOf(group)),
  }
  return {
    space: entriesOf(after),
    group: entries,
    alone: shown(replay(group.spaceId, bytesOf(entries))),
    before: shown(replay(group.spaceId, bytesOf(entries), facts)),
    after: shown(without),
    message: encodeMessage({
      type: 'group',
      bytes: encode(groupMessage, { type: 'group', group: handed }),
    }),
  }
}
